import type { ModelSummary } from '../../../server/protocols/desk/contract.ts';

/** The versions that answer requests, lowest first. */
export function readyVersions(model: ModelSummary): readonly number[] {
  return model.versions
    .filter((version) => version.state === 'READY')
    .map((version) => version.version)
    .sort((a, b) => a - b);
}
