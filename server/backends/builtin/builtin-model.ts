import { setTimeout as delay } from 'node:timers/promises';
import { InferdeckError } from '../../errors.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import type { Backend, BackendInstance, Execution, ExecutionRequest, InstanceSpec } from '../backend.ts';

/** What one built-in model computes; decoupled ones answer through their requests and give no outputs here. */
export type BuiltinModel = (requests: readonly ExecutionRequest[]) => Promise<readonly (readonly Tensor[])[]>;

/**
 * A backend that needs no model file, for tests and demonstrations. Parameters of all of them: `execute_delay_ms` before
 * each execution, `instance_wise_delay_multiplier` by which instance N takes that delay N times longer (the first has
 * number 0 and takes it once), `creation_delay_sec` before an instance is there.
 * @param make checks the configuration and makes a model for one instance
 */
export function builtinBackend(name: string, make: (spec: InstanceSpec) => BuiltinModel): Backend {
  return {
    name,
    inspect: () => Promise.resolve({ operators: [] }),
    createInstance: async (spec, { signal }) => {
      const model = make(spec);
      await wait(seconds(spec.parameters['creation_delay_sec']), signal);
      return builtinInstance(model, executionDelay(spec));
    },
  };
}

function builtinInstance(model: BuiltinModel, delayMs: number): BackendInstance {
  return {
    died: new Promise(() => {}),
    close: () => Promise.resolve(),
    execute: async (requests): Promise<Execution> => {
      const began = performance.now();
      await wait(delayMs);
      const results = await model(requests);
      const outputs = results.map((all, index) => wanted(all, requests[index]));
      const infer = Math.round((performance.now() - began) * 1e6);
      return { outputs, times: { input: 0, infer, output: 0 } };
    },
  };
}

function wanted(all: readonly Tensor[], request: ExecutionRequest | undefined): readonly Tensor[] {
  return all.filter(({ name }) => request?.outputs.includes(name));
}

function executionDelay({ name, parameters }: InstanceSpec): number {
  const ms = Number(parameters['execute_delay_ms'] ?? 0);
  const multiplier = Number(parameters['instance_wise_delay_multiplier'] ?? 0);
  const number = Number(/_(\d+)$/.exec(name)?.[1] ?? 0);
  return ms * Math.max(1, number * multiplier);
}

function seconds(text: string | undefined): number {
  return Number(text ?? 0) * 1000;
}

async function wait(ms: number, signal?: AbortSignal): Promise<void> {
  if (!(ms > 0)) return;
  await delay(ms, undefined, signal && { signal }).catch(() => signal?.throwIfAborted());
}

/** Refuses a configuration that a built-in model cannot run. */
export function mustHold(holds: boolean, { config }: InstanceSpec, what: string): void {
  if (holds) return;
  throw new InferdeckError(
    'invalid-argument',
    `unable to load model '${config.name}' on backend ${config.backend}: it must have ${what}`,
  );
}
