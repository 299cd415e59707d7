import type { EnsembleStep } from '../config/ensemble-graph.ts';
import { InferdeckError } from '../errors.ts';
import type { Tensor } from '../tensors/tensor.ts';
import { inferTraced } from './infer-traced.ts';
import type { InferenceRequest, InferenceResponse } from './inference.ts';
import type { QueuedRequest, ScheduledResult, Scheduler } from './scheduler.ts';
import { stopping } from './stopping.ts';

/** Runs a request on another model; version -1 is the newest. */
export type InferMember = (request: InferenceRequest) => Promise<InferenceResponse>;

export interface EnsembleSchedulerOptions {
  readonly name: string;
  readonly steps: readonly EnsembleStep[];
  readonly infer: InferMember;
}

/** Tensors of one request that have a value, by the name that the ensemble gives them. */
type Values = Map<string, Tensor>;

const NEWEST = -1;

/**
 * An ensemble: a flow of tensors through other models. A step runs as soon as all its inputs have values, so branches
 * that do not need each other run at the same time.
 */
export class EnsembleScheduler implements Scheduler {
  readonly #options: EnsembleSchedulerOptions;
  #running = 0;
  #stopped = false;
  #drained: (() => void) | undefined;

  constructor(options: EnsembleSchedulerOptions) {
    this.#options = options;
  }

  get pending(): number {
    return this.#running;
  }

  /** The steps wait in the queues of their models. */
  get waiting(): number {
    return 0;
  }

  async run(request: QueuedRequest): Promise<ScheduledResult> {
    if (this.#stopped) throw stopping();
    this.#running += 1;
    try {
      return await new EnsembleRun(this.#options, request).result();
    } finally {
      this.#running -= 1;
      if (this.#running === 0) this.#drained?.();
    }
  }

  /** An ensemble has no instances of its own to hand anything to. */
  dispatch(): void {}

  drain(): Promise<void> {
    this.#stopped = true;
    return new Promise((resolve) => {
      this.#drained = resolve;
      if (this.#running === 0) resolve();
    });
  }
}

/** One request on its way through the steps. */
class EnsembleRun {
  readonly #options: EnsembleSchedulerOptions;
  readonly #request: QueuedRequest;
  readonly #values: Values;
  readonly #waiting: Set<EnsembleStep>;
  /** How many times each tensor is still to be handed on; the last time it need not be copied. */
  readonly #uses = new Map<string, number>();

  constructor(options: EnsembleSchedulerOptions, request: QueuedRequest) {
    this.#options = options;
    this.#request = request;
    this.#values = new Map(request.inputs.map((tensor) => [tensor.name, tensor]));
    this.#waiting = new Set(options.steps);
    for (const name of options.steps.flatMap((step) => Object.values(step.input_map))) this.#addUse(name);
    for (const name of request.outputs) this.#addUse(name);
  }

  async result(): Promise<ScheduledResult> {
    const began = performance.now();
    await this.#runReadySteps();
    const outputs = this.#request.outputs.map((name) => this.#values.get(name));
    if (outputs.includes(undefined)) {
      throw this.#failure(
        'internal',
        'unexpected deadlock, at least one output is not set while no more ensemble steps can be made',
      );
    }
    const infer = Math.round((performance.now() - began) * 1e6);
    return {
      outputs: outputs.filter((tensor) => tensor !== undefined),
      times: { queue: 0, computeInput: 0, computeInfer: infer, computeOutput: 0 },
    };
  }

  /** Starts every step whose inputs are there; each goes on with those that its outputs make ready. */
  async #runReadySteps(): Promise<void> {
    const ready = [...this.#waiting].filter((step) =>
      Object.values(step.input_map).every((name) => this.#values.has(name)),
    );
    for (const step of ready) this.#waiting.delete(step);
    await Promise.all(ready.map((step) => this.#runStep(step)));
  }

  async #runStep(step: EnsembleStep): Promise<void> {
    const { signal, priority, timeoutMs, context } = this.#request;
    const schedule = {
      ...(priority !== undefined && { priority }),
      ...(timeoutMs !== undefined && { timeout: timeoutMs * 1000 }),
    };
    const inputs = Object.entries(step.input_map).map(([input, name]) => ({
      ...this.#handOn(name),
      name: input,
    }));
    let response: InferenceResponse;
    try {
      response = await inferTraced(this.#options.infer, context?.trace, {
        modelName: step.model_name,
        ...(step.model_version !== NEWEST && { version: step.model_version }),
        id: context?.id ?? '',
        inputs,
        outputs: Object.keys(step.output_map),
        parameters: { ...context?.parameters, ...schedule },
        ...(signal !== undefined && { signal }),
      });
    } catch (error) {
      const kind = error instanceof InferdeckError ? error.kind : 'internal';
      throw this.#failure(kind, error instanceof Error ? error.message : String(error), error);
    }
    for (const output of response.outputs) {
      const name = step.output_map[output.name];
      if (name !== undefined) this.#values.set(name, { ...output, name });
    }
    await this.#runReadySteps();
  }

  #addUse(name: string): void {
    this.#uses.set(name, (this.#uses.get(name) ?? 0) + 1);
  }

  /**
   * A tensor for a step, which takes its buffer away. It is copied while somebody else still needs it, or when its
   * buffer holds other tensors, too.
   */
  #handOn(name: string): Tensor {
    const tensor = this.#values.get(name);
    if (tensor === undefined) throw this.#failure('internal', `tensor '${name}' has no value`);
    const left = (this.#uses.get(name) ?? 1) - 1;
    this.#uses.set(name, left);
    const ownsBuffer = tensor.data.byteLength === tensor.data.buffer.byteLength;
    return left === 0 && ownsBuffer ? tensor : { ...tensor, data: tensor.data.slice() };
  }

  #failure(kind: InferdeckError['kind'], why: string, cause?: unknown): InferdeckError {
    return new InferdeckError(kind, `in ensemble '${this.#options.name}', ${why}`, { cause });
  }
}
