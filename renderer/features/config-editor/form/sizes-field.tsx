import { ActionIcon, Button, TextInput } from '@mantine/core';
import { TbPlus, TbX } from 'react-icons/tb';
import { useState } from 'react';
import classes from './form.module.css';

interface SizesFieldProps {
  readonly id: string;
  readonly sizes: readonly number[];
  readonly onChange: (sizes: readonly number[]) => void;
}

/** A handful of whole numbers, each to be taken out, and a place for another one. */
export function SizesField({ id, sizes, onChange }: SizesFieldProps) {
  const [adding, setAdding] = useState<string>();
  const take = (text: string) => {
    const size = Number(text);
    if (text.trim() !== '' && Number.isSafeInteger(size) && size > 0 && !sizes.includes(size))
      onChange([...sizes, size].toSorted((a, b) => a - b));
    setAdding(undefined);
  };
  return (
    <div className={classes.sizes}>
      {sizes.map((size) => (
        <span key={size} className={classes.size}>
          {size}
          <ActionIcon
            size={20}
            aria-label={`Remove ${size}`}
            onClick={() => onChange(sizes.filter((other) => other !== size))}
          >
            <TbX size={12} />
          </ActionIcon>
        </span>
      ))}
      {adding === undefined ? (
        <Button id={id} variant="subtle" leftSection={<TbPlus size={14} />} onClick={() => setAdding('')}>
          Size
        </Button>
      ) : (
        <TextInput
          id={id}
          aria-label="Another size"
          w={64}
          inputMode="numeric"
          autoFocus
          value={adding}
          onChange={({ currentTarget: { value } }) => setAdding(value)}
          onBlur={() => take(adding)}
          onKeyDown={({ key }) => {
            if (key === 'Enter') take(adding);
            if (key === 'Escape') setAdding(undefined);
          }}
        />
      )}
    </div>
  );
}
