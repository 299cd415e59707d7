import type { PeerModel } from '../config/context.ts';
import { isEnsemble } from '../config/identify.ts';
import { chooseVersions } from '../config/version-policy.ts';
import { type CheckedModel, checkModel } from './check-model.ts';
import type { RepositoryExport } from './contract.ts';
import type { ExportModel } from './model.ts';
import { releaseText, type TritonRelease } from './release.ts';

/**
 * What a release of Triton makes of every model of a repository. An ensemble is held against its members, so it is
 * refused with the first of them that is.
 */
export function checkRepository(
  repository: string,
  models: readonly ExportModel[],
  release: TritonRelease,
): RepositoryExport {
  const checked = checkAll(models, release);
  return {
    release: releaseText(release),
    repository,
    models: models.flatMap(({ folder }) => checked.get(folder.name)?.answer ?? []),
    needsGpu: models.some(
      (model) => asksForGpu(model) && checked.get(model.folder.name)?.answer.verdict !== 'refused',
    ),
  };
}

function checkAll(models: readonly ExportModel[], release: TritonRelease): ReadonlyMap<string, CheckedModel> {
  const checked = new Map<string, CheckedModel>();
  for (const model of models) checked.set(model.folder.name, checkModel(model, release));
  const ensembles = models.filter((model) =>
    isEnsemble(checked.get(model.folder.name)?.config ?? model.config),
  );
  // As often as ensembles may nest: what an inner one becomes is seen by the outer one in the next round.
  for (let round = 0; round < ensembles.length; round += 1) {
    for (const ensemble of ensembles) {
      checked.set(ensemble.folder.name, checkModel(ensemble, release, peersOf(models, checked)));
    }
  }
  return checked;
}

function peersOf(
  models: readonly ExportModel[],
  checked: ReadonlyMap<string, CheckedModel>,
): ReadonlyMap<string, PeerModel> {
  return new Map(
    models.flatMap(({ folder }) => {
      const found = checked.get(folder.name);
      return found === undefined ? [] : [[folder.name, peerOf(found, folder.versions)] as const];
    }),
  );
}

function peerOf({ answer, config }: CheckedModel, versions: readonly number[]): PeerModel {
  const [worst] = answer.findings;
  if (answer.verdict === 'refused') {
    return { config, loadedVersions: [], ...(worst !== undefined && { failure: worst.sentence }) };
  }
  return { config, loadedVersions: chooseVersions(config.version_policy, versions).versions };
}

function asksForGpu({ config }: ExportModel): boolean {
  return (
    config.backend === 'tensorrt' ||
    config.platform === 'tensorrt_plan' ||
    config.instance_group.some(({ kind, gpus }) => kind === 'KIND_GPU' || gpus.length > 0)
  );
}
