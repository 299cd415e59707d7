import type { ModelSummary } from '../../../server/protocols/desk/contract.ts';
import type { Group, GroupedModels } from './arrange-models.ts';

/** A model in the list, with its place among all; the first of a group carries the group's head. */
export interface ListItem {
  readonly model: ModelSummary;
  /** Counted from 1. */
  readonly position: number;
  readonly head?: { readonly group: Group; readonly count: number };
}

/** Groups and their models, one after the other. */
export function listItems(groups: readonly GroupedModels[]): readonly ListItem[] {
  let position = 0;
  return groups.flatMap(({ group, models }) =>
    models.map((model, index): ListItem => {
      position += 1;
      return index === 0 ? { model, position, head: { group, count: models.length } } : { model, position };
    }),
  );
}

/** A line's height in px before it has been measured. */
export function estimatedHeight(item: ListItem | undefined): number {
  const row = item?.model.failure === undefined ? 48 : 64;
  return item?.head === undefined ? row : row + 32;
}

/** The model that a key leads to from the one that has the focus; undefined when the key leads nowhere. */
export function modelAfterKey(
  items: readonly ListItem[],
  focused: string | undefined,
  key: string,
): string | undefined {
  const names = items.map(({ model }) => model.name);
  const at = focused === undefined ? -1 : names.indexOf(focused);
  switch (key) {
    case 'ArrowDown':
      return names[Math.min(at + 1, names.length - 1)];
    case 'ArrowUp':
      return names[Math.max(at - 1, 0)];
    case 'Home':
      return names[0];
    case 'End':
      return names.at(-1);
    default:
      return undefined;
  }
}
