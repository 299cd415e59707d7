import type { ModelState, ModelSummary } from '../../../server/protocols/desk/contract.ts';
import type { SortOrder } from './list-settings.ts';
import { backendName } from './words.ts';

export const GROUPS = ['Needs attention', 'Loading', 'Ready', 'Not loaded'] as const;

export type Group = (typeof GROUPS)[number];

const GROUP_OF_STATE: Readonly<Record<ModelState, Group>> = {
  unavailable: 'Needs attention',
  'needs-approval': 'Needs attention',
  loading: 'Loading',
  ready: 'Ready',
  unloading: 'Ready',
  'not-loaded': 'Not loaded',
};

/** Where a model belongs. One that serves although its last load failed needs attention too. */
export function groupOf(model: ModelSummary): Group {
  return model.failure !== undefined && model.state === 'ready'
    ? 'Needs attention'
    : GROUP_OF_STATE[model.state];
}

/** Whether every word of a search appears in the model's name, state, backend or platform. */
export function matches(model: ModelSummary, search: string): boolean {
  const { label, short } = backendName(model);
  const place = [model.name, model.state, groupOf(model), label, short, model.platform, model.device];
  const haystack = place.join(' ').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

const COMPARE: Readonly<Record<SortOrder, (a: ModelSummary, b: ModelSummary) => number>> = {
  name: () => 0,
  size: (a, b) => b.sizeBytes - a.sizeBytes,
  'last-request': (a, b) => (b.lastRequestAt ?? '').localeCompare(a.lastRequestAt ?? ''),
};

export interface GroupedModels {
  readonly group: Group;
  readonly models: readonly ModelSummary[];
}

/**
 * The models that match a search, in their groups and sorted within them; groups without a model are left out.
 * @param placed groups in which rows are still held although their state has changed
 */
export function arrangeModels(
  models: readonly ModelSummary[],
  { search, sort }: { readonly search: string; readonly sort: SortOrder },
  placed: ReadonlyMap<string, Group> = new Map(),
): readonly GroupedModels[] {
  const sorted = models
    .filter((model) => matches(model, search.trim()))
    .sort((a, b) => COMPARE[sort](a, b) || a.name.localeCompare(b.name, 'en', { numeric: true }));
  return GROUPS.map((group) => ({
    group,
    models: sorted.filter((model) => (placed.get(model.name) ?? groupOf(model)) === group),
  })).filter(({ models: inGroup }) => inGroup.length > 0);
}
