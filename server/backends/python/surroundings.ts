import type { Logger } from '../../telemetry/log.ts';
import type { Environments } from './environments/environments.ts';
import type { Interpreters } from './interpreters/find.ts';
import type { ModelCalls } from './model-calls.ts';

/** What the backends that run Python are given by the server. */
export interface PythonSurroundings {
  /** Folder of the child's own code, with a slash at the end. */
  readonly runtime: URL;
  readonly interpreters: Interpreters;
  /** The Pythons that models bring along or ask for. */
  readonly environments: Environments;
  /** The rest of the server, for models that call other models. */
  readonly models: ModelCalls;
  readonly log: Logger;
}
