import type { RecordableHistogram } from 'node:perf_hooks';
import type { InferenceTimes } from '../../scheduling/inference.ts';
import { type MetricsRange, type Quantiles, RANGES, STAGES, type Stage, STEP_SECONDS } from './contract.ts';
import { emptyHistogram, LatencyWindow, quantilesOf, SLICE_SECONDS } from './latency-window.ts';

const NONE: Readonly<Record<Stage, Quantiles>> = {
  request: {},
  queue: {},
  input: {},
  compute: {},
  output: {},
};
const WINDOW_SECONDS = 30;

/** Ranges whose steps are longer than the window. */
const LONG = RANGES.filter((range) => STEP_SECONDS[range] > WINDOW_SECONDS);

interface StageWindows {
  readonly window: LatencyWindow;
  /** Of the steps that last; a range that saw no request yet has none. */
  readonly sums: Map<MetricsRange, RecordableHistogram>;
}

/** How long the requests of one version took, stage by stage. Takes memory from the first request on only. */
export class Latencies {
  #stages: Readonly<Record<Stage, StageWindows>> | undefined;

  record(elapsedNs: number, times: InferenceTimes): void {
    const stages = this.#made();
    stages.request.window.record(elapsedNs);
    stages.queue.window.record(times.queue);
    stages.input.window.record(times.computeInput);
    stages.compute.window.record(times.computeInfer);
    stages.output.window.record(times.computeOutput);
  }

  /** An answer that came from the cache has one stage only. */
  recordHit(elapsedNs: number): void {
    this.#made().request.window.record(elapsedNs);
  }

  /** Called every second. @param tick seconds since the start */
  turn(tick: number): void {
    if (this.#stages === undefined || tick % SLICE_SECONDS !== 0) return;
    for (const { window, sums } of Object.values(this.#stages)) {
      const ended = window.turn();
      if (ended === undefined) continue;
      for (const range of LONG) sumOf(sums, range).add(ended);
    }
  }

  /** Whole requests of the window of a range; undefined: there was none yet. */
  requests(range: MetricsRange): RecordableHistogram | undefined {
    const stage = this.#stages?.request;
    return stage && durationsOf(stage, range);
  }

  /** One stage of the last half minute; undefined: there was no request yet. It is reused: read it at once. */
  window(stage: Stage): RecordableHistogram | undefined {
    return this.#stages?.[stage].window.merged;
  }

  /** At the end of a step of this range. */
  quantiles(range: MetricsRange): Readonly<Record<Stage, Quantiles>> {
    const stages = this.#stages;
    if (stages === undefined) return NONE;
    const of = (stage: StageWindows) => {
      const durations = durationsOf(stage, range);
      return durations === undefined ? {} : quantilesOf(durations);
    };
    return {
      request: of(stages.request),
      queue: of(stages.queue),
      input: of(stages.input),
      compute: of(stages.compute),
      output: of(stages.output),
    };
  }

  /** The next step of this range begins. */
  beginStep(range: MetricsRange): void {
    for (const stage of STAGES) this.#stages?.[stage].sums.get(range)?.reset();
  }

  #made(): Readonly<Record<Stage, StageWindows>> {
    this.#stages ??= {
      request: stageWindows(),
      queue: stageWindows(),
      input: stageWindows(),
      compute: stageWindows(),
      output: stageWindows(),
    };
    return this.#stages;
  }
}

function stageWindows(): StageWindows {
  return { window: new LatencyWindow(), sums: new Map() };
}

/** Undefined: no slice with a request has ended since the server began, and the range waits for one. */
function durationsOf({ window, sums }: StageWindows, range: MetricsRange): RecordableHistogram | undefined {
  return LONG.includes(range) ? sums.get(range) : window.merged;
}

function sumOf(sums: StageWindows['sums'], range: MetricsRange): RecordableHistogram {
  const sum = sums.get(range) ?? emptyHistogram();
  sums.set(range, sum);
  return sum;
}
