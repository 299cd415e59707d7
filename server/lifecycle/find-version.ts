import { InferdeckError } from '../errors.ts';
import type { LoadedVersion } from './loaded-version.ts';
import type { ServedModel } from './served-model.ts';

/**
 * The version of a model that answers a request.
 * @param model undefined when nobody asked for it to be served
 * @param version left out: the highest that is ready
 * @throws InferdeckError with the protocol's text when there is none
 */
export function findVersion(model: ServedModel | undefined, name: string, version?: number): LoadedVersion {
  const unknown = `Request for unknown model: '${name}'`;
  if (model?.isKnown !== true) {
    throw new InferdeckError('not-found', `${unknown} is not found`);
  }
  if (version === undefined) {
    const { newest } = model;
    if (newest !== undefined) return newest;
    throw new InferdeckError('not-found', `${unknown} has no available versions`);
  }
  const record = model.record(version);
  if (record === undefined)
    throw new InferdeckError('not-found', `${unknown} version ${version} is not found`);
  if (record.state === 'READY') return record.loaded;
  throw new InferdeckError('unavailable', `${unknown} version ${version} is not at ready state`);
}
