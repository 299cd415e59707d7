import type { Execution, ExecutionRequest } from '../backends/backend.ts';
import { invalidArgument } from '../errors.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { type Clock, SYSTEM_CLOCK } from './clock.ts';
import { decideBatch, type BatchingRules } from './form-batch.ts';
import type { InstancePool } from './instance-pool.ts';
import { type Sequence, type SequenceRequest, SequenceSlots } from './sequence.ts';
import type { ControlTensors, SequenceId } from './sequence-controls.ts';
import type { StateTensor } from './sequence-state.ts';
import type { BatchObserver, QueuedRequest, ScheduledResult, Scheduler } from './scheduler.ts';
import { stopping } from './stopping.ts';

export interface SequenceSchedulerOptions {
  readonly modelName: string;
  readonly pool: Pick<InstancePool, 'names' | 'isIdle' | 'executeOn'>;
  readonly controls: ControlTensors;
  readonly states: readonly StateTensor[];
  /** Sequences that one instance serves at a time. */
  readonly slots: number;
  /** `direct`: a sequence keeps its row in the batch. Otherwise the oldest requests make up a batch by these rules. */
  readonly strategy: 'direct' | BatchingRules;
  readonly maxIdleMs: number;
  readonly observe: BatchObserver;
  readonly clock?: Clock;
}

/** One row of a batch: a request, or nothing but a filled place. */
interface Row {
  readonly sequence: Sequence | undefined;
  readonly request: SequenceRequest | undefined;
}

/**
 * Serves sequences: requests that share a correlation id run in their order on one instance, which keeps a slot for
 * them from the first to the last. Sequences that find no slot wait for one, first come first served.
 */
export class SequenceScheduler implements Scheduler {
  readonly #options: SequenceSchedulerOptions;
  readonly #clock: Clock;
  readonly #instances: SequenceSlots[] = [];
  /** Started and still open for requests, by id. */
  readonly #open = new Map<SequenceId, Sequence>();
  readonly #backlog: Sequence[] = [];
  #pending = 0;
  #running = 0;
  #stopped = false;
  #drained: (() => void) | undefined;
  #alarm: { readonly at: number; readonly cancel: () => void } | undefined;

  constructor(options: SequenceSchedulerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? SYSTEM_CLOCK;
  }

  get pending(): number {
    return this.#pending;
  }

  get waiting(): number {
    return this.#pending - this.#running;
  }

  run(request: QueuedRequest): Promise<ScheduledResult> {
    const { id, start, end } = this.#placeOf(request);
    const sequence = start ? this.#begin(id) : this.#open.get(id);
    if (sequence === undefined) {
      throw invalidArgument(
        `inference request for sequence ${id} to model '${this.#options.modelName}' must specify the START flag` +
          ' on the first request of the sequence',
      );
    }
    if (end) this.#complete(sequence);
    this.#pending += 1;
    return new Promise((resolve, reject) => {
      sequence.waiting.push({ request, queuedAt: this.#clock.now(), resolve, reject, start, end });
      this.dispatch();
    });
  }

  drain(): Promise<void> {
    this.#stopped = true;
    for (const sequence of this.#open.values()) this.#complete(sequence);
    return new Promise((resolve) => {
      this.#drained = resolve;
      this.dispatch();
    });
  }

  dispatch(): void {
    const now = this.#clock.now();
    this.#dropIdle(now);
    this.#fillSlots();
    const waits = this.#instances
      .map((slots) => this.#runBatch(slots, now))
      .filter((until) => until !== undefined);
    this.#setAlarm(waits);
    if (this.#stopped && this.#pending === 0) this.#drained?.();
  }

  #placeOf(request: QueuedRequest): { id: SequenceId; start: boolean; end: boolean } {
    const {
      sequence_id: written,
      sequence_start: start,
      sequence_end: end,
    } = request.context?.parameters ?? {};
    const { modelName } = this.#options;
    const id = typeof written === 'number' ? BigInt(Math.trunc(written)) : written;
    if (id === undefined || typeof id === 'boolean' || id === 0n || id === '') {
      throw invalidArgument(
        `inference request to model '${modelName}' must specify a non-zero or non-empty correlation ID`,
      );
    }
    if (request.batchSize !== 1) {
      throw invalidArgument(
        `inference request to model '${modelName}' must specify batch-size 1 due to requirements of sequence batcher`,
      );
    }
    if (this.#stopped && !this.#open.has(id)) throw stopping();
    return { id, start: start === true, end: end === true };
  }

  /** A start with the id of a running sequence ends that one. */
  #begin(id: SequenceId): Sequence {
    const before = this.#open.get(id);
    if (before !== undefined) this.#complete(before);
    const state = this.#options.states.map(({ initial }) => initial);
    const lastActive = this.#clock.now();
    const sequence: Sequence = { id, waiting: [], state, isRunning: false, isComplete: false, lastActive };
    this.#open.set(id, sequence);
    this.#backlog.push(sequence);
    return sequence;
  }

  #complete(sequence: Sequence): void {
    sequence.isComplete = true;
    if (this.#open.get(sequence.id) === sequence) this.#open.delete(sequence.id);
  }

  #dropIdle(now: number): void {
    for (const sequence of this.#open.values()) {
      if (isQuiet(sequence) && now - sequence.lastActive >= this.#options.maxIdleMs) this.#complete(sequence);
    }
    for (const slots of this.#instances)
      slots.release((sequence) => sequence.isComplete && isQuiet(sequence));
  }

  /** Gives free slots to the sequences that wait longest; instances may have come and gone. */
  #fillSlots(): void {
    const { pool, slots } = this.#options;
    const known = new Set(this.#instances.map(({ instance }) => instance));
    for (const name of pool.names) if (!known.has(name)) this.#instances.push(new SequenceSlots(name, slots));
    for (let sequence = this.#backlog[0]; sequence !== undefined; sequence = this.#backlog[0]) {
      const place = this.#roomiest(new Set(pool.names));
      if (place === undefined) return;
      this.#backlog.shift();
      place.take(sequence);
    }
  }

  /** The instance with most free slots, so that sequences spread. */
  #roomiest(alive: ReadonlySet<string>): SequenceSlots | undefined {
    const free = (slots: SequenceSlots) => slots.all.filter((slot) => slot === undefined).length;
    return this.#instances
      .filter((slots) => alive.has(slots.instance) && slots.hasRoom)
      .sort((a, b) => free(b) - free(a))[0];
  }

  /** @returns when the instance wants to be asked again, if it waits for company */
  #runBatch(slots: SequenceSlots, now: number): number | undefined {
    const { pool, strategy } = this.#options;
    if (!pool.isIdle(slots.instance)) return undefined;
    const ready = slots.all.filter((sequence) => sequence !== undefined && isReady(sequence));
    if (ready.length === 0) return undefined;
    if (strategy === 'direct') {
      void this.#execute(slots, rowsBySlot(slots));
      return undefined;
    }
    const heads = ready
      .flatMap((sequence) =>
        sequence?.waiting[0] === undefined ? [] : [{ sequence, request: sequence.waiting[0] }],
      )
      .sort((a, b) => a.request.queuedAt - b.request.queuedAt);
    const rules = this.#stopped ? { ...strategy, maxDelayMs: 0 } : strategy;
    const decision = decideBatch(
      heads.map(({ request }) => request),
      rules,
      now,
    );
    if (decision.state === 'run') void this.#execute(slots, heads.slice(0, decision.count));
    return decision.state === 'wait' ? decision.until : undefined;
  }

  async #execute(slots: SequenceSlots, rows: readonly Row[]): Promise<void> {
    const started = this.#clock.now();
    const taken = rows.filter(
      (row): row is Required<Row> & { sequence: Sequence; request: SequenceRequest } => {
        return row.sequence !== undefined && row.request !== undefined;
      },
    );
    const pattern = taken[0]?.request.request;
    if (pattern === undefined) return;
    const requests = rows.map(({ sequence, request }) => this.#rowRequest(pattern, sequence, request));
    for (const { sequence } of taken) {
      sequence.waiting.shift();
      sequence.isRunning = true;
    }
    this.#running += taken.length;
    try {
      const execution = await this.#options.pool.executeOn(slots.instance, requests);
      this.#options.observe({ requests: taken.length, size: rows.length, times: execution.times });
      for (const { sequence, request } of taken) {
        this.#answer(
          sequence,
          request,
          execution,
          rows.findIndex((row) => row.request === request),
          started,
        );
      }
    } catch (error) {
      for (const { request } of taken) request.reject(error);
    } finally {
      this.#pending -= taken.length;
      this.#running -= taken.length;
      for (const { sequence } of taken) {
        sequence.isRunning = false;
        sequence.lastActive = this.#clock.now();
      }
      this.dispatch();
    }
  }

  /** The model sees the caller's tensors, the controls and the states; a filled place has zeros and is not ready. */
  #rowRequest(
    pattern: QueuedRequest,
    sequence: Sequence | undefined,
    row: SequenceRequest | undefined,
  ): ExecutionRequest {
    const { controls, states } = this.#options;
    const signals = {
      id: sequence?.id ?? 0n,
      start: row?.start ?? false,
      end: row?.end ?? false,
      ready: row !== undefined,
    };
    const state = row === undefined ? states.map(({ initial }) => initial) : (sequence?.state ?? []);
    const inputs = row?.request.inputs ?? pattern.inputs.map(zeroed);
    return {
      inputs: [...inputs, ...controls(signals), ...state.map(copied)],
      outputs: [
        ...new Set([...(row?.request ?? pattern).outputs, ...states.map(({ outputName }) => outputName)]),
      ],
      ...(row?.request.context && { context: row.request.context }),
    };
  }

  #answer(
    sequence: Sequence,
    waiting: SequenceRequest,
    execution: Execution,
    index: number,
    started: number,
  ): void {
    const failure = execution.failures?.get(index);
    if (failure !== undefined) return waiting.reject(failure);
    const outputs = execution.outputs[index] ?? [];
    sequence.state = this.#options.states.flatMap(({ inputName, outputName }) =>
      outputs.filter(({ name }) => name === outputName).map((tensor) => ({ ...tensor, name: inputName })),
    );
    const { times, parameters } = execution;
    const said = parameters?.get(index);
    waiting.resolve({
      outputs: outputs.filter(({ name }) => waiting.request.outputs.includes(name)),
      ...(said && { parameters: said }),
      times: {
        queue: Math.round((started - waiting.queuedAt) * 1e6),
        computeInput: times.input,
        computeInfer: times.infer,
        computeOutput: times.output,
      },
    });
  }

  /** One alarm: the end of a delay, or the moment at which the next sequence has been idle for too long. */
  #setAlarm(waits: readonly number[]): void {
    const quiet = [...this.#open.values()].filter(isQuiet);
    const at = Math.min(...waits, ...quiet.map(({ lastActive }) => lastActive + this.#options.maxIdleMs));
    if (at === this.#alarm?.at) return;
    this.#alarm?.cancel();
    this.#alarm = undefined;
    if (!Number.isFinite(at)) return;
    const cancel = this.#clock.after(Math.max(0, at - this.#clock.now()), () => {
      this.#alarm = undefined;
      this.dispatch();
    });
    this.#alarm = { at, cancel };
  }
}

function isQuiet({ waiting, isRunning }: Sequence): boolean {
  return waiting.length === 0 && !isRunning;
}

function isReady({ waiting, isRunning }: Sequence): boolean {
  return waiting.length > 0 && !isRunning;
}

/** Up to the last slot that has a request; the places between are filled. */
function rowsBySlot(slots: SequenceSlots): readonly Row[] {
  const rows = slots.all.map((sequence) => ({
    sequence,
    request: sequence !== undefined && isReady(sequence) ? sequence.waiting[0] : undefined,
  }));
  const last = rows.findLastIndex(({ request }) => request !== undefined);
  return rows.slice(0, last + 1);
}

function zeroed(tensor: Tensor): Tensor {
  if (tensor.datatype === 'BYTES') return copied(tensor);
  return { ...tensor, data: new Uint8Array(tensor.data.byteLength) };
}

/** An instance takes the buffers of a request away. */
function copied(tensor: Tensor): Tensor {
  return { ...tensor, data: tensor.data.slice() };
}
