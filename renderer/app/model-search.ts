import type { SearchSchemaInput } from '@tanstack/react-router';

export type ModelTab = 'overview' | 'test';

/** What the address says beside the model: the tab and the version to test. */
export interface ModelSearch {
  readonly tab?: ModelTab | undefined;
  readonly version?: number | undefined;
}

/** Reads what an address says; what it says wrongly is left out. */
export function readSearch(search: Record<string, unknown> & SearchSchemaInput): ModelSearch {
  const version = Number(search['version']);
  return {
    ...(search['tab'] === 'test' ? { tab: 'test' } : {}),
    ...(Number.isSafeInteger(version) && version >= 0 ? { version } : {}),
  };
}
