import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { ComparisonRecord, ComparisonState } from '../comparison/comparison-state.ts';
import type { ComparisonPlan } from '../comparison/plan.ts';
import type { Report } from '../comparison/report.ts';
import { failureOf, InferdeckError, messageOf } from '../errors.ts';
import type { Activity } from '../telemetry/activity.ts';
import { compareSides, type Surroundings } from './compare-sides.ts';
import { KeptComparisons } from './kept-comparisons.ts';

/** Comparisons that are kept; the oldest makes room. */
const KEPT = 100;
const TELL_EVERY_MS = 150;

/** The comparisons of the server: one runs at a time, what they found outlives a restart. */
export class Comparisons {
  /** Emits `change` when one begins, moves on or ends. */
  readonly events = new EventEmitter<{ change: [state: ComparisonState] }>();
  readonly #surroundings: Surroundings;
  readonly #activity: Activity;
  readonly #kept: KeptComparisons;
  readonly #states = new Map<string, ComparisonState>();
  readonly #running = new Map<string, { readonly abort: AbortController; readonly end: Promise<void> }>();

  private constructor(surroundings: Surroundings, activity: Activity, kept: KeptComparisons) {
    this.#surroundings = surroundings;
    this.#activity = activity;
    this.#kept = kept;
  }

  /** Remembers what earlier servers compared; one that was cut off is over. */
  static async open(
    surroundings: Surroundings,
    activity: Activity,
    stateFolder: string,
  ): Promise<Comparisons> {
    const kept = new KeptComparisons(stateFolder);
    const comparisons = new Comparisons(surroundings, activity, kept);
    const states = await kept.states();
    for (const state of states.toSorted((a, b) => a.startedAt.localeCompare(b.startedAt))) {
      const why = 'The server ended before the comparison did.';
      const over: ComparisonState = state.state === 'running' ? { ...state, state: 'failed', why } : state;
      comparisons.#states.set(state.id, over);
    }
    return comparisons;
  }

  get sets(): Surroundings['sets'] {
    return this.#surroundings.sets;
  }

  /** Newest first. */
  get states(): readonly ComparisonState[] {
    return [...this.#states.values()].reverse();
  }

  /** Begins to compare. @throws InferdeckError while another comparison runs: each would disturb the other's times */
  async start(plan: ComparisonPlan): Promise<ComparisonState> {
    if (this.#running.size > 0) {
      throw new InferdeckError(
        'unavailable',
        'Another comparison runs; two at once would slow each other down.',
        {
          nextStep: 'Wait for its end, or cancel it.',
        },
      );
    }
    const id = randomUUID();
    const state: ComparisonState = {
      id,
      plan,
      startedAt: new Date().toISOString(),
      state: 'running',
      phase: 'beginning',
      done: 0,
      total: 0,
    };
    const abort = new AbortController();
    this.#activity.begin({ id, kind: 'comparison', subject: plan.a.model, phase: state.phase });
    this.#tell(state);
    this.#running.set(id, { abort, end: this.#run(state, abort.signal) });
    await this.#makeRoom();
    return state;
  }

  /** How one stands, without what it found. @throws InferdeckError when there is no such comparison */
  state(id: string): ComparisonState {
    const state = this.#states.get(id);
    if (state !== undefined) return state;
    throw new InferdeckError('not-found', 'There is no such comparison any more.');
  }

  /** @throws InferdeckError when there is no such comparison */
  async find(id: string): Promise<ComparisonRecord> {
    const state = this.state(id);
    return (await this.#kept.record(id)) ?? state;
  }

  /** What a comparison found. @throws InferdeckError when it is not done */
  async report(id: string): Promise<Report> {
    const { report } = await this.find(id);
    if (report !== undefined) return report;
    throw new InferdeckError('unavailable', 'This comparison has no report: it is not done.');
  }

  /** Stops a comparison that runs, or forgets one that is over. */
  async remove(id: string): Promise<void> {
    const running = this.#running.get(id);
    if (running === undefined) return await this.#forget(id);
    running.abort.abort();
    await running.end;
  }

  /** Stops what runs. */
  async close(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((id) => this.remove(id)));
  }

  async #run(started: ComparisonState, signal: AbortSignal): Promise<void> {
    const { id } = started;
    let state = started;
    let toldAt = 0;
    try {
      await this.#kept.write(state);
      const report = await compareSides(state.plan, this.#surroundings, {
        signal,
        onProgress: (progress) => {
          state = { ...state, ...progress };
          if (performance.now() - toldAt < TELL_EVERY_MS && progress.done < progress.total) return;
          toldAt = performance.now();
          this.#tell(state);
          this.#activity.update(id, { phase: progress.phase });
        },
      });
      await this.#end({ ...state, state: 'done', phase: 'done', report });
    } catch (thrown) {
      const { message } = failureOf(thrown);
      const why = signal.aborted ? 'Cancelled.' : message;
      await this.#end({ ...state, state: signal.aborted ? 'cancelled' : 'failed', phase: 'over', why });
    }
  }

  async #end(record: ComparisonRecord): Promise<void> {
    const ended = { ...record, endedAt: new Date().toISOString() };
    // Whoever hears of the end may ask for the report at once.
    const { report, ...state } = await this.#kept.write(ended).then(
      () => ended,
      (error: unknown): ComparisonRecord => {
        const why = `What it found could not be kept: ${messageOf(error)}`;
        return { ...ended, state: 'failed', why, report: undefined };
      },
    );
    this.#running.delete(state.id);
    this.#tell(state);
    const { samples } = report?.latency ?? { samples: 0 };
    const outcome = state.why ?? `Compared ${samples} times.`;
    this.#activity.end(state.id, { state: state.state === 'running' ? 'failed' : state.state, outcome });
  }

  async #makeRoom(): Promise<void> {
    const [oldest] = this.#states.keys();
    if (this.#states.size > KEPT && oldest !== undefined) await this.#forget(oldest);
  }

  async #forget(id: string): Promise<void> {
    this.#states.delete(id);
    await this.#kept.remove(id);
  }

  #tell(state: ComparisonState): void {
    this.#states.set(state.id, state);
    this.events.emit('change', state);
  }
}
