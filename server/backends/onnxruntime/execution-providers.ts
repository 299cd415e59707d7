import { listSupportedBackends } from 'onnxruntime-node';
import type { InstanceSpec } from '../backend.ts';
import type { SessionSettings } from './messages.ts';

type Provider = SessionSettings['executionProviders'][number];

/** What an instance asks ONNX Runtime to run on, the most wanted first. */
export interface ProviderChoice {
  readonly providers: readonly Provider[];
  /** The first of them. */
  readonly name: string;
  /** Wishes of the configuration that this program cannot fulfil, as sentences. */
  readonly unfulfilled: readonly string[];
}

export const ON_CPU: ProviderChoice = { providers: ['cpu'], name: 'cpu', unfulfilled: [] };

/** What runs GPU instances where the configuration names nothing. */
const USUAL: Readonly<Record<string, string>> = { linux: 'cuda', win32: 'dml', darwin: 'coreml' };

/**
 * The execution providers of one instance: on a GPU those of `gpu_execution_accelerator` in their order, or the usual one
 * of the platform, and the CPU for operators that it does not know.
 */
export function executionProviders(
  { placement: { kind, deviceId }, config }: Pick<InstanceSpec, 'placement' | 'config'>,
  platform: NodeJS.Platform = process.platform,
  known: readonly string[] = listSupportedBackends().map(({ name }) => name),
): ProviderChoice {
  if (kind === 'CPU') return ON_CPU;
  const named = config.optimization?.execution_accelerators?.gpu_execution_accelerator ?? [];
  const wanted = [...new Set([...named.map(({ name }) => name), USUAL[platform] ?? 'webgpu'])];
  const providers = wanted.filter((name) => known.includes(name));
  const unfulfilled = [
    ...wanted
      .filter((name) => !known.includes(name))
      .map((name) => `ONNX Runtime has no execution provider '${name}' on this system.`),
    ...named
      .filter(({ parameters }) => Object.keys(parameters).length > 0)
      .map(
        ({ name, parameters }) =>
          `The parameters of accelerator '${name}' (${Object.keys(parameters).join(', ')}) cannot be set from here.`,
      ),
  ];
  const [first = 'cpu'] = providers;
  return {
    providers: [...providers.map((name) => ({ name, deviceId })), 'cpu'],
    name: first,
    unfulfilled,
  };
}
