import type { ServedModels } from '../../lifecycle/served-models.ts';

/** One version of a model in the repository index; one that was never asked for is its name alone. */
export interface IndexRow {
  readonly name: string;
  readonly version?: string;
  readonly state?: string;
  readonly reason?: string;
}

/** Looks at the disk again and lists every version of every model, sorted by name. */
export async function repositoryIndex(models: ServedModels, onlyReady: boolean): Promise<IndexRow[]> {
  await models.refresh();
  const names = new Set([
    ...models.folders.map((folder) => folder.name),
    ...models.allServed.map(({ name }) => name),
  ]);
  const rows = [...names].sort().flatMap((name) => rowsOf(models, name));
  return onlyReady ? rows.filter((row) => row.state === 'READY') : rows;
}

function rowsOf(models: ServedModels, name: string): IndexRow[] {
  const model = models.served(name);
  if (model === undefined) return [{ name }];
  if (model.records.length > 0) {
    return model.records.map((record) => ({
      name,
      version: String(record.version),
      state: record.state,
      ...(record.state === 'UNAVAILABLE' && { reason: record.reason }),
    }));
  }
  if (model.failure === undefined) return [{ name }];
  const reason = model.failure.error.message;
  const folder = models.folders.find((candidate) => candidate.name === name);
  const versions = folder?.versions.map(({ version }) => String(version)) ?? [];
  return (versions.length === 0 ? [''] : versions).map((version) => ({
    name,
    version,
    state: 'UNAVAILABLE',
    reason,
  }));
}
