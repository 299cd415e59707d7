import { NumberInput } from '@mantine/core';
import { useState } from 'react';

interface NumberFieldProps {
  readonly id: string;
  readonly value: number;
  readonly min: number;
  readonly step?: number;
  /** Stands at the end of the field. */
  readonly unit?: string;
  readonly onChange: (value: number) => void;
}

/** A whole number. An empty field is somebody typing, and changes nothing. */
export function NumberField({ id, value, min, step = 1, unit, onChange }: NumberFieldProps) {
  const [typing, setTyping] = useState<string | number>();
  return (
    <NumberInput
      id={id}
      min={min}
      step={step}
      allowDecimal={false}
      allowNegative={min < 0}
      thousandSeparator=","
      suffix={unit === undefined ? '' : `\u202F${unit}`}
      value={typing ?? value}
      onChange={(next) => {
        setTyping(next);
        if (typeof next === 'number' && Number.isSafeInteger(next) && next >= min) onChange(next);
      }}
      onBlur={() => setTyping(undefined)}
    />
  );
}
