import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useState } from 'react';

const MB = 1e6;

type BudgetFieldProps = Pick<NumberInputProps, 'label' | 'aria-label' | 'w'> & {
  /** null: as much as there is. */
  readonly bytes: number | null;
  readonly put: (bytes: number | null) => void;
};

/** What all models together may take; empty is as much as there is. Counts when the field is left. */
export function BudgetField({ bytes, put, ...field }: BudgetFieldProps) {
  const known = bytes === null ? '' : Math.round(bytes / MB);
  const [typed, setTyped] = useState<string | number>();
  const leave = () => {
    if (typed !== undefined && typed !== known) put(Number(typed) > 0 ? Number(typed) * MB : null);
    setTyped(undefined);
  };
  return (
    <NumberInput
      {...field}
      placeholder="As much as there is"
      min={0}
      allowDecimal={false}
      thousandSeparator=","
      value={typed ?? known}
      onChange={setTyped}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}
