import type {
  BackendInstance,
  CustomMetric,
  Execution,
  ExecutionRequest,
  RunsOn,
} from '../backends/backend.ts';

/** Runs something when its turn has come. */
export type InTurn = (run: () => Promise<Execution>) => Promise<Execution>;

/** An instance that waits for its turn before each run, and is busy while it waits. */
export class LimitedInstance implements BackendInstance {
  readonly died: Promise<Error>;
  readonly runsOn?: RunsOn;
  readonly #instance: BackendInstance;
  readonly #inTurn: InTurn;
  readonly #closed: () => void;

  /** @param closed told when the instance has no turns any more */
  constructor(instance: BackendInstance, inTurn: InTurn, closed: () => void) {
    this.died = instance.died;
    if (instance.runsOn !== undefined) this.runsOn = instance.runsOn;
    this.#instance = instance;
    this.#inTurn = inTurn;
    this.#closed = closed;
  }

  get metrics(): readonly CustomMetric[] {
    return this.#instance.metrics ?? [];
  }

  execute(requests: readonly ExecutionRequest[]): Promise<Execution> {
    return this.#inTurn(() => this.#instance.execute(requests));
  }

  async isReady(): Promise<boolean> {
    return (await this.#instance.isReady?.()) ?? true;
  }

  close(): Promise<void> {
    this.#closed();
    return this.#instance.close();
  }
}
