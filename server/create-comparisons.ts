import { Comparisons } from './comparing/comparisons.ts';
import { KeptSets } from './input-sets/kept-sets.ts';
import type { ServedModels } from './lifecycle/served-models.ts';
import type { ServerOptions } from './options.ts';
import type { Activity } from './telemetry/activity.ts';

/** Comparisons over the served models, with the ones that earlier servers ran. */
export async function createComparisons(
  { stateFolder }: ServerOptions,
  models: ServedModels,
  activity: Activity,
): Promise<Comparisons> {
  return await Comparisons.open({ models, sets: new KeptSets(stateFolder) }, activity, stateFolder);
}
