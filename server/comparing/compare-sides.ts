import { setImmediate } from 'node:timers/promises';
import { compareLatencyInSteps, type LatencyComparison } from '../comparison/latency.ts';
import type { ComparisonPlan } from '../comparison/plan.ts';
import { type Report, reportOn, RESAMPLES } from '../comparison/report.ts';
import { type ComparisonRun, type RunPlan, requireAnswers, runComparison } from '../comparison/run.ts';
import { sideName } from '../comparison/side-name.ts';
import type { KeptSets } from '../input-sets/kept-sets.ts';
import type { ServedModels } from '../lifecycle/served-models.ts';
import { environmentNow, loadNow } from './environment.ts';
import { openSet } from './input-set.ts';
import { openSide } from './open-side.ts';
import type { OpenedSide } from './opened-side.ts';

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
  surroundings: Surroundings,
  watch: { signal: AbortSignal; onProgress: (progress: ComparisonProgress) => void },
): Promise<Report> {
  const loadBefore = loadNow();
  const { models } = surroundings;
  watch.onProgress({ phase: 'loading the sides', done: 0, total: 0 });
  const a = await openSide(models, plan.a, watch.signal);
  try {
    const b = await openSide(models, plan.b, watch.signal);
    try {
      return await compareOpened({ a, b }, { plan, sets: surroundings.sets, loadBefore }, watch);
    } finally {
      await b.close();
    }
  } finally {
    await a.close();
  }
}

type Sides = Readonly<Record<'a' | 'b', OpenedSide>>;

async function compareOpened(
  sides: Sides,
  { plan, sets, loadBefore }: { plan: ComparisonPlan; sets: KeptSets; loadBefore: number },
  { signal, onProgress }: Parameters<typeof compareSides>[2],
): Promise<Report> {
  onProgress({ phase: 'reading the inputs', done: 0, total: 0 });
  const specs = { a: sides.a.spec, b: sides.b.spec };
  const { samples, facts, remarks } = await openSet(plan, sets, specs);
  const run = await runComparison(
    { ...plan, samples, labels: labelsOf(sides), ask: asker(sides, signal) },
    signal,
    (done, total) => onProgress({ phase: `${done} of ${total} requests`, done, total }),
  );
  requireAnswers(run);
  const total = run.latency.a.length * 2;
  onProgress({ phase: 'working out the intervals', done: total, total });
  const origin = {
    a: sideName(plan.a, plan),
    b: sideName(plan.b, plan),
    at: Date.now(),
    plan,
    set: facts,
    sides: { a: await sides.a.facts(), b: await sides.b.facts() },
    environment: environmentNow(loadBefore),
    remarks: [...remarks, ...remarksOnTimes(plan)],
  };
  return reportOn(origin, run, await latencyOf(run, plan, signal));
}

async function latencyOf(
  { latency }: ComparisonRun,
  { seed, margins }: ComparisonPlan,
  signal: AbortSignal,
): Promise<LatencyComparison> {
  const pause = async () => {
    await setImmediate();
    signal.throwIfAborted();
  };
  const relativeMargin = margins.relativeLatency;
  const method = { seed, resamples: RESAMPLES, relativeMargin, pause };
  return await compareLatencyInSteps(latency.a, latency.b, method);
}

/** What has to be known to read the times. */
function remarksOnTimes(plan: ComparisonPlan): readonly string[] {
  return [plan.a, plan.b]
    .filter(({ kind }) => kind === 'remote')
    .map((side) => `The times of ${sideName(side, plan)} hold the way there and back.`);
}

/** Another server does not tell its labels; then those of the other side count. */
function labelsOf({ a, b }: Sides): RunPlan['labels'] {
  const ofB = new Map(b.spec.outputs.map(({ name, labels }) => [name, labels]));
  return new Map(a.spec.outputs.map(({ name, labels }) => [name, labels ?? ofB.get(name)]));
}

/** Asks a side and times it, from handing the request over to having its answer. */
function asker(sides: Sides, signal: AbortSignal): RunPlan['ask'] {
  return async (side, inputs) => {
    const { ask } = side === 'A' ? sides.a : sides.b;
    const startedAt = performance.now();
    const outputs = await ask(inputs, signal);
    return { outputs, milliseconds: performance.now() - startedAt };
  };
}
