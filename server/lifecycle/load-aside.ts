import { LoadError } from './load-error.ts';
import type { LoadedVersion } from './loaded-version.ts';
import type { ServedModels } from './served-models.ts';

/** A version, and the configuration under which it is wanted. */
export interface AsideVersion {
  readonly model: string;
  readonly version: number;
  /** As a `config.pbtxt` would hold it. */
  readonly config: string;
}

/**
 * Loads a version under a configuration of its own, beside what serves: no caller of the server can reach it. Whoever
 * asked for it unloads it.
 * @throws LoadError with the place in the text when the configuration is wrong, or the memory budget does not allow it
 */
export async function loadAside(
  models: ServedModels,
  { model, version, config }: AsideVersion,
  signal: AbortSignal,
): Promise<LoadedVersion> {
  const source = await models.sourceWith(model, config);
  const watch = { signal, report: () => {} };
  const prepared = await source.prepare(watch);
  const chosen = prepared.versions.find((candidate) => candidate.version === version);
  if (chosen === undefined) {
    throw new LoadError(
      'configuration',
      `This configuration does not serve version ${version} of '${model}'.`,
      {
        nextStep: 'Change version_policy so that it names it.',
      },
    );
  }
  try {
    await models.memory.makeRoom(prepared);
    return await source.bringUp(prepared, chosen, watch);
  } finally {
    models.memory.release(model);
  }
}
