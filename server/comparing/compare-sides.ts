import { setImmediate } from 'node:timers/promises';
import { compareLatencyInSteps } from '../comparison/latency.ts';
import type { ComparisonPlan, ComparisonSide } from '../comparison/plan.ts';
import { type Report, reportOn, RESAMPLES } from '../comparison/report.ts';
import { type RunPlan, requireAnswers, runComparison } from '../comparison/run.ts';
import { sideName } from '../comparison/side-name.ts';
import type { KeptSets } from '../input-sets/kept-sets.ts';
import type { LoadedVersion } from '../lifecycle/loaded-version.ts';
import type { ServedModels } from '../lifecycle/served-models.ts';
import { environmentNow, loadNow } from './environment.ts';
import { openSet } from './input-set.ts';
import { sideFacts } from './side-facts.ts';

/** What a comparison needs of the server it runs in. */
export interface Surroundings {
  readonly models: ServedModels;
  readonly sets: KeptSets;
}

/** How far a comparison is. */
export interface ComparisonProgress {
  readonly phase: string;
  readonly done: number;
  readonly total: number;
}

/**
 * Compares two sides on the same inputs from beginning to end, asking the models directly. Rejects when `signal` aborts.
 * @throws InferdeckError when a side does not serve, the inputs cannot be read, or nothing was answered
 */
export async function compareSides(
  plan: ComparisonPlan,
  { models, sets }: Surroundings,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: ComparisonProgress) => void },
): Promise<Report> {
  const loadBefore = loadNow();
  const sides = { a: await versionOf(models, plan.a), b: await versionOf(models, plan.b) };
  onProgress({ phase: 'reading the inputs', done: 0, total: 0 });
  const specs = { a: sides.a.spec, b: sides.b.spec };
  const { samples, facts, remarks } = await openSet(plan, sets, specs);
  const run = await runComparison(
    { ...plan, samples, labels: labelsOf(sides.a), ask: asker(models, plan, signal) },
    signal,
    (done, total) => onProgress({ phase: `${done} of ${total} requests`, done, total }),
  );
  requireAnswers(run);
  const total = run.latency.a.length * 2;
  onProgress({ phase: 'working out the intervals', done: total, total });
  const pause = async () => {
    await setImmediate();
    signal.throwIfAborted();
  };
  const relativeMargin = plan.margins.relativeLatency;
  const method = { seed: plan.seed, resamples: RESAMPLES, relativeMargin, pause };
  const latency = await compareLatencyInSteps(run.latency.a, run.latency.b, method);
  const origin = {
    a: sideName(plan.a, plan),
    b: sideName(plan.b, plan),
    at: Date.now(),
    plan,
    set: facts,
    sides: { a: await sideFacts(models, plan.a), b: await sideFacts(models, plan.b) },
    environment: environmentNow(loadBefore),
    remarks,
  };
  return reportOn(origin, run, latency);
}

async function versionOf(models: ServedModels, { model, version }: ComparisonSide): Promise<LoadedVersion> {
  await models.wake(model);
  return models.find(model, version);
}

function labelsOf({ spec }: LoadedVersion): RunPlan['labels'] {
  return new Map(spec.outputs.map(({ name, labels }) => [name, labels]));
}

/** Asks a side and times it, from handing the request over to having its answer. */
function asker(models: ServedModels, plan: ComparisonPlan, signal: AbortSignal): RunPlan['ask'] {
  return async (side, inputs) => {
    const { model, version } = side === 'A' ? plan.a : plan.b;
    const request = { modelName: model, version, id: '', inputs, outputs: [], parameters: {}, signal };
    const startedAt = performance.now();
    const { outputs } = await models.infer(request);
    return { outputs, milliseconds: performance.now() - startedAt };
  };
}
