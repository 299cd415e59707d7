import type { ActivityEntry } from '../../../server/protocols/desk/contract.ts';

const VERBS: Readonly<Record<ActivityEntry['kind'], string>> = {
  load: 'Load',
  unload: 'Unload',
  import: 'Import',
  save: 'Save',
  approve: 'Approve',
  'batch-axis': 'Free the batch axis of',
  tune: 'Tune',
  comparison: 'Compare versions of',
};

/** What was done to what: `Load mnist`. */
export function entryTitle({ kind, subject }: Pick<ActivityEntry, 'kind' | 'subject'>): string {
  return `${VERBS[kind]} ${subject}`;
}
