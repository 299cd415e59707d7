import type { InstanceSpec } from '../backends/backend.ts';
import type { ModelConfig } from '../config/schema/value.ts';
import { batchSizeOf, checkRequest, requestPrefix } from '../scheduling/check-request.ts';
import type { InferenceRequest, InferenceResponse } from '../scheduling/inference.ts';
import type { InstancePool } from '../scheduling/instance-pool.ts';
import type { Scheduler } from '../scheduling/scheduler.ts';
import type { ModelSpec } from '../scheduling/tensor-spec.ts';
import { ModelStatistics } from '../telemetry/model-statistics.ts';

const NANOSECONDS = 1e6;

/** One version in memory: what it promises, who runs it, what it has done so far. */
export class LoadedVersion {
  readonly version: number;
  readonly spec: ModelSpec;
  readonly loadedInMs: number;
  readonly statistics = new ModelStatistics();
  #config: ModelConfig;
  readonly #pool: InstancePool;
  readonly #scheduler: Scheduler;

  constructor(parts: {
    readonly version: number;
    readonly spec: ModelSpec;
    readonly config: ModelConfig;
    readonly loadedInMs: number;
    readonly pool: InstancePool;
    readonly scheduler: Scheduler;
  }) {
    this.version = parts.version;
    this.spec = parts.spec;
    this.#config = parts.config;
    this.loadedInMs = parts.loadedInMs;
    this.#pool = parts.pool;
    this.#scheduler = parts.scheduler;
  }

  /** The configuration in effect. */
  get config(): ModelConfig {
    return this.#config;
  }

  get instances(): number {
    return this.#pool.size;
  }

  /** Requests that wait or run. */
  get pending(): number {
    return this.#scheduler.pending;
  }

  /** @throws InferdeckError when the request does not fit the model, or the model fails */
  async infer(request: InferenceRequest): Promise<InferenceResponse> {
    const began = performance.now();
    try {
      const result = await this.#scheduler.run({
        inputs: request.inputs,
        outputs: checkRequest(request, this.spec),
        prefix: requestPrefix(request),
        batchSize: batchSizeOf(request, this.spec),
        ...(request.signal !== undefined && { signal: request.signal }),
      });
      this.statistics.recordSuccess(batchSizeOf(request, this.spec), result.times, nanosecondsSince(began));
      return { modelName: this.spec.modelName, version: this.version, id: request.id, ...result };
    } catch (error) {
      this.statistics.recordFailure(nanosecondsSince(began));
      throw error;
    }
  }

  /** Takes on a configuration that differs in its instance groups only, while requests go on. */
  async adjust(config: ModelConfig, instances: readonly InstanceSpec[]): Promise<void> {
    await this.#pool.resize(instances);
    this.#config = config;
  }

  /** Lets the last requests finish, then frees the memory. */
  async unload(): Promise<void> {
    await this.#scheduler.drain();
    await this.#pool.close();
  }
}

function nanosecondsSince(began: number): number {
  return Math.round((performance.now() - began) * NANOSECONDS);
}
