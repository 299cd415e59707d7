import type { ComparisonSide } from '../comparison/plan.ts';
import { loadAside } from '../lifecycle/load-aside.ts';
import type { LoadedVersion } from '../lifecycle/loaded-version.ts';
import type { ServedModels } from '../lifecycle/served-models.ts';
import type { InferenceRequest } from '../scheduling/inference.ts';
import type { OpenedSide } from './opened-side.ts';
import { openRemoteSide } from './remote-side.ts';
import { sideFacts } from './side-facts.ts';

/** @throws InferdeckError when the side cannot answer */
export async function openSide(
  models: ServedModels,
  side: ComparisonSide,
  signal: AbortSignal,
): Promise<OpenedSide> {
  if (side.kind === 'remote') return await openRemoteSide(side, signal);
  const facts = () => sideFacts(models, side);
  if (side.kind === 'config') {
    const loaded = await loadAside(models, side, signal);
    return { ...asked(loaded, (request) => loaded.infer(request)), facts, close: () => loaded.unload() };
  }
  const { model, version } = side;
  await models.wake(model);
  // A version that is loaded anew meanwhile goes on being asked.
  const loaded = models.find(model, version);
  return { ...asked(loaded, (request) => models.infer(request)), facts, close: () => Promise.resolve() };
}

function asked(
  { spec, version }: LoadedVersion,
  infer: LoadedVersion['infer'],
): Pick<OpenedSide, 'spec' | 'ask'> {
  const about: Omit<InferenceRequest, 'inputs'> = {
    modelName: spec.modelName,
    version,
    id: '',
    outputs: [],
    parameters: {},
  };
  return { spec, ask: async (inputs, signal) => (await infer({ ...about, inputs, signal })).outputs };
}
