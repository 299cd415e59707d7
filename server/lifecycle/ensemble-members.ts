import type { PeerModel } from '../config/context.ts';
import type { ModelConfig } from '../config/schema/value.ts';
import type { ModelSpec, TensorSpec } from '../scheduling/tensor-spec.ts';
import type { ServedModel } from './served-model.ts';

/** The models that an ensemble is made of, by name. */
export interface Members {
  /** What an ensemble is checked against; undefined when it is only looked at, not loaded. */
  readonly peers: ReadonlyMap<string, PeerModel> | undefined;
  /** What those that are loaded promise. */
  readonly specs: ReadonlyMap<string, ModelSpec>;
}

/** Finds the members of an ensemble, and loads those that are not. */
export type FindMembers = (ensemble: ModelConfig) => Promise<Members>;

/** Nobody is loaded, and nothing is checked. */
export const UNKNOWN_MEMBERS: Members = { peers: undefined, specs: new Map() };

/** Names of the models that a configuration runs, each once; empty unless it is an ensemble's. */
export function memberNames(config: ModelConfig): readonly string[] {
  return [...new Set((config.ensemble_scheduling?.step ?? []).map(({ model_name }) => model_name))];
}

/** Whether a model that serves is an ensemble with such a member. */
export function needs(model: ServedModel, member: string): boolean {
  return model.ready.length > 0 && membersOf(model).includes(member);
}

export function membersOf(model: ServedModel): readonly string[] {
  return model.prepared === undefined ? [] : memberNames(model.prepared.config);
}

/** What an ensemble may know of other models, as far as they were ever loaded. */
export function describeMembers(
  names: readonly string[],
  served: (name: string) => ServedModel | undefined,
  waiting: readonly ModelConfig[],
): Members {
  const peers = new Map<string, PeerModel>(
    waiting.map((config) => [config.name, { config, loadedVersions: [] }]),
  );
  const specs = new Map<string, ModelSpec>();
  for (const name of names) {
    const model = served(name);
    const config = model?.prepared?.config;
    if (model === undefined || config === undefined) continue;
    const loadedVersions = model.ready.map(({ version }) => version);
    const failure = model.failure?.error.message;
    peers.set(name, { config, loadedVersions, ...(failure !== undefined && { failure }) });
    const spec = model.ready.at(-1)?.spec;
    if (spec !== undefined) specs.set(name, spec);
  }
  return { peers, specs };
}

/** The class names of an ensemble's outputs are those of the member that makes them. */
export function withMemberLabels(spec: ModelSpec, config: ModelConfig, { specs }: Members): ModelSpec {
  const steps = config.ensemble_scheduling?.step ?? [];
  const labelsOf = (tensor: string): Pick<TensorSpec, 'labels'> => {
    for (const { model_name, output_map } of steps) {
      const [output] = Object.entries(output_map).find(([, name]) => name === tensor) ?? [];
      const made = specs.get(model_name)?.outputs.find(({ name }) => name === output);
      if (made?.labels !== undefined) return { labels: made.labels };
    }
    return {};
  };
  return { ...spec, outputs: spec.outputs.map((output) => ({ ...labelsOf(output.name), ...output })) };
}
