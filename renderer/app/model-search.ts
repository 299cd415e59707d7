import type { SearchSchemaInput } from '@tanstack/react-router';

export type ModelTab = 'overview' | 'config' | 'test' | 'metrics';

/** What the address says beside the model: the tab and the version to test. */
export interface ModelSearch {
  readonly tab?: ModelTab | undefined;
  readonly version?: number | undefined;
  /** Where the editor goes first. */
  readonly line?: number | undefined;
}

/** Reads what an address says; what it says wrongly is left out. */
export function readSearch(search: Record<string, unknown> & SearchSchemaInput): ModelSearch {
  const version = Number(search['version']);
  const line = Number(search['line']);
  return {
    ...tabOf(search['tab']),
    ...(Number.isSafeInteger(line) && line > 0 ? { line } : {}),
    ...(Number.isSafeInteger(version) && version >= 0 ? { version } : {}),
  };
}

/** The overview needs no word. */
function tabOf(tab: unknown): Pick<ModelSearch, 'tab'> {
  return tab === 'test' || tab === 'config' || tab === 'metrics' ? { tab } : {};
}
