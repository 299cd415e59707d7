import type { ModelSummary } from '../../../server/protocols/desk/contract.ts';
import type { Group, GroupedModels } from './arrange-models.ts';

/** A line of the list: the head of a group or a model with its place among all models. */
export type ListItem =
  | { readonly kind: 'head'; readonly group: Group; readonly count: number }
  | { readonly kind: 'model'; readonly model: ModelSummary; readonly position: number };

/** Groups and their models, one after the other. */
export function listItems(groups: readonly GroupedModels[]): readonly ListItem[] {
  let position = 0;
  return groups.flatMap(({ group, models }): readonly ListItem[] => [
    { kind: 'head', group, count: models.length },
    ...models.map((model): ListItem => ({ kind: 'model', model, position: ++position })),
  ]);
}

/** A line's height in px before it has been measured. */
export function estimatedHeight(item: ListItem | undefined): number {
  if (item?.kind !== 'model') return 32;
  return item.model.failure === undefined ? 48 : 64;
}

/** The model that a key leads to from the one that has the focus; undefined when the key leads nowhere. */
export function modelAfterKey(
  items: readonly ListItem[],
  focused: string | undefined,
  key: string,
): string | undefined {
  const names = items.flatMap((item) => (item.kind === 'model' ? [item.model.name] : []));
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
