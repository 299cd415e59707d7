import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { dimsText, parseDims } from './dims-text.ts';

interface DimsFieldProps {
  readonly id: string;
  readonly dims: readonly number[];
  readonly onChange: (dims: readonly number[]) => void;
}

/** A shape as text. What cannot be read as one is not taken over. */
export function DimsField({ id, dims, onChange }: DimsFieldProps) {
  const [typing, setTyping] = useState<string>();
  const isBad = typing !== undefined && parseDims(typing) === undefined;
  return (
    <TextInput
      id={id}
      value={typing ?? dimsText(dims)}
      placeholder="1, 28, 28"
      error={isBad ? 'Whole numbers with commas between; -1 is any size.' : undefined}
      styles={{ input: { fontFamily: 'var(--mono)', fontSize: 12 } }}
      onChange={({ currentTarget: { value } }) => {
        setTyping(value);
        const read = parseDims(value);
        if (read !== undefined && dimsText(read) !== dimsText(dims)) onChange(read);
      }}
      onBlur={() => setTyping(undefined)}
    />
  );
}
