import { useEffect, useMemo, useState } from 'react';
import type { ModelSummary } from '../../../server/protocols/desk/contract.ts';
import { type Group, groupOf } from './arrange-models.ts';
import { isOutOfPlace, type Placed, withNewcomers } from './placed-groups.ts';

const HOLD_MS = 2_000;

/**
 * Keeps rows where they are while a person may be about to click them: a row moves to its new group once no pointer
 * has been over the list for two seconds, or when the list is searched or sorted anew.
 * @param arrangement changes when the person arranges the list anew
 */
export function useHeldGroups(
  models: readonly ModelSummary[],
  arrangement: string,
  pointed: boolean,
): Placed {
  const measured = useMeasuredGroups(models);
  const [held, setHeld] = useState({ arrangement, groups: measured });
  const groups = held.arrangement === arrangement ? withNewcomers(held.groups, measured) : measured;
  if (held.arrangement !== arrangement || held.groups !== groups) setHeld({ arrangement, groups });

  const waiting = isOutOfPlace(groups, measured);
  useEffect(() => {
    if (!waiting || pointed) return undefined;
    const timer = setTimeout(() => setHeld({ arrangement, groups: measured }), HOLD_MS);
    return () => clearTimeout(timer);
  }, [waiting, pointed, arrangement, measured]);
  return groups;
}

/** Each model's group by its state; the same map as long as no group changes. */
function useMeasuredGroups(models: readonly ModelSummary[]): Placed {
  const key = JSON.stringify(models.map((model) => [model.name, groupOf(model)]));
  return useMemo((): Placed => {
    const entries: readonly (readonly [string, Group])[] = JSON.parse(key);
    return new Map(entries);
  }, [key]);
}
