import type { CustomMetric, InstanceSpec, RunsOn } from '../backends/backend.ts';
import type { ModelConfig } from '../config/schema/value.ts';
import { failureOf, InferdeckError } from '../errors.ts';
import { AnswerQueue } from '../scheduling/answer-queue.ts';
import { batchSizeOf, checkRequest, requestPrefix } from '../scheduling/check-request.ts';
import type {
  InferenceRequest,
  InferenceResponse,
  InferenceTimes,
  StreamedAnswer,
} from '../scheduling/inference.ts';
import type { InstancePool } from '../scheduling/instance-pool.ts';
import { inputsForModel, outputsForCaller } from '../scheduling/reshape.ts';
import type { QueuedRequest, ScheduledResult, Scheduler } from '../scheduling/scheduler.ts';
import type { ModelSpec } from '../scheduling/tensor-spec.ts';
import type { Tensor } from '../tensors/tensor.ts';
import type { ModelStatistics } from '../telemetry/model-statistics.ts';

const NANOSECONDS = 1e6;
/** A streamed answer has no stages of its own. */
const NO_TIMES: InferenceTimes = { queue: 0, computeInput: 0, computeInfer: 0, computeOutput: 0 };
const MICROSECONDS = 1000;

/** What a version takes in memory. */
export interface VersionMemory {
  readonly estimatedBytes: number;
  /** Undefined when other models were loaded or unloaded at the same time. */
  readonly measuredBytes: number | undefined;
}

/** One version in memory: what it promises, who runs it, what it has done so far. */
export class LoadedVersion {
  readonly version: number;
  readonly spec: ModelSpec;
  readonly loadedInMs: number;
  /** Milliseconds since 1970. */
  readonly readySince = Date.now();
  readonly memory: VersionMemory;
  readonly statistics: ModelStatistics;
  #config: ModelConfig;
  /** Undefined for an ensemble, which runs on the instances of others. */
  readonly #pool: InstancePool | undefined;
  readonly #scheduler: Scheduler;
  /** Decoupled requests that are not answered to the end. */
  readonly #streams = new Set<AnswerQueue>();
  /** Those of them that the model has taken on. */
  #answering = 0;

  constructor(parts: {
    readonly version: number;
    readonly spec: ModelSpec;
    readonly config: ModelConfig;
    readonly loadedInMs: number;
    readonly memory: VersionMemory;
    readonly statistics: ModelStatistics;
    readonly pool: InstancePool | undefined;
    readonly scheduler: Scheduler;
  }) {
    this.version = parts.version;
    this.spec = parts.spec;
    this.#config = parts.config;
    this.loadedInMs = parts.loadedInMs;
    this.memory = parts.memory;
    this.statistics = parts.statistics;
    this.#pool = parts.pool;
    this.#scheduler = parts.scheduler;
  }

  /** The configuration in effect. */
  get config(): ModelConfig {
    return this.#config;
  }

  /** What the instances really compute on, where they tell. */
  get runsOn(): readonly RunsOn[] {
    return this.#pool?.runsOn ?? [];
  }

  /** What the model's own code counts. */
  get customMetrics(): readonly CustomMetric[] {
    return this.#pool?.metrics ?? [];
  }

  get instances(): number {
    return this.#pool?.size ?? 0;
  }

  /** Requests that wait or run, or whose last answer has not come. */
  get pending(): number {
    return this.#scheduler.pending + this.#answering;
  }

  /** Requests that no instance has taken on yet. */
  get waiting(): number {
    return this.#scheduler.waiting;
  }

  /** Whether a request may get any number of answers; `infer` refuses such a model. */
  get decoupled(): boolean {
    return this.config.model_transaction_policy?.decoupled === true;
  }

  /** Whether the model's own code, where it has a say, finds itself able to answer. */
  async isReady(): Promise<boolean> {
    return await (this.#pool?.isReady() ?? true);
  }

  /** @throws InferdeckError when the request does not fit the model, or the model fails or is decoupled */
  async infer(request: InferenceRequest): Promise<InferenceResponse> {
    if (this.decoupled) throw decoupledOnly(this.spec.modelName);
    const began = performance.now();
    try {
      const result = await this.#scheduler.run(this.#queued(request));
      this.#recordAnswered(request, result, nanosecondsSince(began));
      return this.#response(request, result);
    } catch (error) {
      const { kind } = failureOf(error);
      this.statistics.recordFailure(nanosecondsSince(began), kind, batchSizeOf(request, this.spec));
      throw error;
    }
  }

  #recordAnswered(request: InferenceRequest, { times, cache }: ScheduledResult, elapsedNs: number): void {
    const batchSize = batchSizeOf(request, this.spec);
    if (cache?.state === 'hit') return this.statistics.recordHit(batchSize, cache.ns, elapsedNs);
    this.statistics.recordSuccess(batchSize, times, elapsedNs);
    if (cache !== undefined) this.statistics.recordMiss(cache.ns);
  }

  /** Takes on a configuration that differs in its instance groups only, while requests go on. */
  async adjust(config: ModelConfig, instances: readonly InstanceSpec[]): Promise<void> {
    await this.#pool?.resize(instances);
    this.#config = config;
  }

  /** Every answer to a request, expected failures among them. Leaving the loop early cancels the request. */
  async *stream(request: InferenceRequest): AsyncGenerator<StreamedAnswer> {
    if (!this.decoupled) {
      yield await this.#onlyAnswer(request);
      return;
    }
    const left = new AbortController();
    const { signal } = left;
    request.signal?.addEventListener('abort', () => left.abort(), { once: true });
    if (request.signal?.aborted === true) left.abort();
    const answers = new AnswerQueue();
    void this.#follow({ ...request, signal }, answers);
    try {
      for await (const answer of answers) {
        if (answer.state !== 'outputs') yield answer;
        else yield { state: 'response', response: this.#response(request, answer), final: answer.final };
      }
    } finally {
      left.abort();
    }
  }

  async #onlyAnswer(request: InferenceRequest): Promise<StreamedAnswer> {
    try {
      return { state: 'response', response: await this.infer(request), final: true };
    } catch (error) {
      return { state: 'error', error: failureOf(error), final: true };
    }
  }

  /** Hands a request to the model and follows it to its final answer, also when its caller has left. */
  async #follow(request: InferenceRequest, queue: AnswerQueue): Promise<void> {
    const began = performance.now();
    this.#streams.add(queue);
    const times = await this.#run(request, queue, began);
    this.#answering += 1;
    const last = await queue.over;
    this.#answering -= 1;
    this.#streams.delete(queue);
    const elapsed = nanosecondsSince(began);
    const batchSize = batchSizeOf(request, this.spec);
    if (last.state === 'error') this.statistics.recordFailure(elapsed, last.error.kind, batchSize);
    else if (times === undefined) this.statistics.recordFailure(elapsed, 'internal', batchSize);
    else this.statistics.recordSuccess(batchSize, times, elapsed);
  }

  /** Settles when the model has taken the request on, with the times until then; a refusal becomes the final answer. */
  async #run(
    request: InferenceRequest,
    queue: AnswerQueue,
    began: number,
  ): Promise<InferenceTimes | undefined> {
    try {
      const answer = this.#counting(queue.push, began);
      return (await this.#scheduler.run({ ...this.#queued(request), answer })).times;
    } catch (error) {
      queue.push({ state: 'error', error: failureOf(error), final: true });
      return undefined;
    }
  }

  /** Counts the answers to one request on their way. */
  #counting(push: AnswerQueue['push'], began: number): AnswerQueue['push'] {
    let index = 0;
    let last = performance.now();
    return (answer) => {
      const kind = answer.state === 'error' ? answer.error.kind : answer.state;
      this.statistics.responses.record(index, kind, nanosecondsSince(last));
      if (index === 0 && answer.state !== 'error') {
        this.statistics.firstResponses.record(performance.now() - began);
      }
      index += 1;
      last = performance.now();
      push(answer);
    };
  }

  #queued(request: InferenceRequest): QueuedRequest {
    const { id, parameters, signal, trace } = request;
    const { priority, timeout } = parameters;
    return {
      outputs: checkRequest(request, this.spec),
      inputs: inputsForModel(inOrder(request.inputs, this.spec), this.spec),
      prefix: requestPrefix(request),
      batchSize: batchSizeOf(request, this.spec),
      context: { id, parameters, signal, trace },
      priority: typeof priority === 'number' ? priority : undefined,
      timeoutMs: typeof timeout === 'number' ? timeout / MICROSECONDS : undefined,
      signal,
    };
  }

  #response(
    request: InferenceRequest,
    { outputs, parameters, times }: Omit<ScheduledResult, 'times'> & { times?: InferenceTimes },
  ): InferenceResponse {
    const { modelName } = this.spec;
    return {
      modelName,
      version: this.version,
      id: request.id,
      outputs: outputsForCaller(outputs, this.spec),
      parameters,
      times: times ?? NO_TIMES,
    };
  }

  /** Lets the last requests finish, then frees the memory. */
  async unload(): Promise<void> {
    await this.#scheduler.drain();
    await Promise.all([...this.#streams].map((queue) => queue.over));
    await this.#pool?.close();
  }
}

/** Requests are joined input by input, so all have them in the same order. */
function inOrder(inputs: readonly Tensor[], { inputs: specs }: ModelSpec): readonly Tensor[] {
  if (inputs.length === 1) return inputs;
  return specs.flatMap(({ name }) => inputs.filter((input) => input.name === name));
}

function nanosecondsSince(began: number): number {
  return Math.round((performance.now() - began) * NANOSECONDS);
}

function decoupledOnly(model: string): InferdeckError {
  return new InferdeckError(
    'unsupported',
    `model '${model}' is decoupled: a request may get any number of answers, so it has to be asked for as a stream`,
  );
}
