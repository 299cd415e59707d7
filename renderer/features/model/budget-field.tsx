import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { MemoryBudget, MemoryFacts } from '../../../server/protocols/desk/contract.ts';
import { changeBudget } from '../../queries/settings.ts';
import { useWish } from './use-wish.ts';

const MB = 1e6;

/** What all models together may take; empty is as much as there is. Counts when the field is left. */
export function BudgetField({ name, memory }: { readonly name: string; readonly memory: MemoryFacts }) {
  const known = memory.budgetBytes === null ? '' : Math.round(memory.budgetBytes / MB);
  const [typed, setTyped] = useState<string | number>();
  const wish = useWish(name, (budget: MemoryBudget) => changeBudget(budget));
  const leave = () => {
    if (typed !== undefined && typed !== known)
      wish.mutate({ budgetBytes: Number(typed) > 0 ? Number(typed) * MB : null });
    setTyped(undefined);
  };
  return (
    <NumberInput
      label="Budget of all models, MB"
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
