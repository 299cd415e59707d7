import type { Shape } from '../../tensors/shape.ts';
import { formatShape } from '../../tensors/shape.ts';
import type { ConfigContext } from '../context.ts';
import type { EnsembleStep } from '../ensemble-graph.ts';
import { keyPath } from '../path.ts';
import type { Finding } from '../problem.ts';
import { errorAt } from '../problem.ts';
import type { DataType } from '../schema/enums.ts';
import type { ModelConfig, ModelInput, ModelOutput } from '../schema/value.ts';
import type { Rule } from './rule.ts';

/** What a model makes of an ensemble tensor. */
interface View {
  readonly model: string;
  readonly field: string;
  readonly type: DataType;
  readonly dims: Shape;
  readonly fullDims: Shape;
}

interface Mapping {
  readonly step: EnsembleStep;
  readonly index: number;
  readonly side: 'input' | 'output';
  /** The tensor of the model. */
  readonly inner: string;
  /** The tensor of the ensemble. */
  readonly outer: string;
}

/** The tensors that members pass to each other: they must exist, be fed, and mean the same to both sides. */
export const ensembleTensorRules: Rule = (config, { peers }) => {
  const steps = config.ensemble_scheduling?.step;
  if (steps === undefined || peers === undefined) return [];
  const mappings = steps.flatMap((step, index) => mappingsOf(step, index));
  return [
    ...mappings.flatMap((mapping) => unknownTensor(mapping, config, peers)),
    ...steps.flatMap((step, index) => openInputs(step, index, config, peers)),
    ...clashes(mappings, config, peers),
    ...mixedDecoupled(steps, config, peers),
  ];
};

type Peers = NonNullable<ConfigContext['peers']>;

function mappingsOf(step: EnsembleStep, index: number): readonly Mapping[] {
  const of = (side: 'input' | 'output', map: Readonly<Record<string, string>>) =>
    Object.entries(map).map(([inner, outer]): Mapping => ({ step, index, side, inner, outer }));
  return [...of('input', step.input_map), ...of('output', step.output_map)];
}

const fieldOf = ({ index, side, inner }: Mapping) =>
  keyPath(`ensemble_scheduling.step[${index}].${side}_map`, inner);

function declaration({ step, side, inner }: Mapping, peers: Peers): ModelInput | ModelOutput | undefined {
  const config = peers.get(step.model_name)?.config;
  const tensors: readonly (ModelInput | ModelOutput)[] = config?.[side] ?? [];
  return tensors.find(({ name }) => name === inner);
}

function unknownTensor(mapping: Mapping, { name }: ModelConfig, peers: Peers): readonly Finding[] {
  const { step, side, inner, outer } = mapping;
  if (!peers.has(step.model_name) || declaration(mapping, peers) !== undefined) return [];
  const how = side === 'input' ? 'mapping to' : 'mapped from';
  const message = `in ensemble ${name}, ensemble tensor ${outer} is ${how} non-existing ${side} ${inner} in model ${step.model_name}`;
  return [errorAt(fieldOf(mapping), message)];
}

function openInputs(
  step: EnsembleStep,
  index: number,
  { name }: ModelConfig,
  peers: Peers,
): readonly Finding[] {
  const inputs = peers.get(step.model_name)?.config.input ?? [];
  const open = inputs.filter((input) => !input.optional && !Object.hasOwn(step.input_map, input.name));
  return open.map((input) =>
    errorAt(
      `ensemble_scheduling.step[${index}].input_map`,
      `in ensemble ${name}, input ${input.name} in model ${step.model_name} is not mapped to any ensemble tensors`,
    ),
  );
}

/** Compares each view of a tensor with the first one: that of the ensemble itself, or of the first step to name it. */
function clashes(mappings: readonly Mapping[], config: ModelConfig, peers: Peers): readonly Finding[] {
  const first = new Map<string, View>(ownViews(config));
  return mappings.flatMap((mapping) => {
    const view = viewOf(mapping, peers);
    const other = first.get(mapping.outer);
    if (view === undefined) return [];
    if (other !== undefined)
      return compare(other, view, `in ensemble ${config.name}, ensemble tensor ${mapping.outer}: `);
    first.set(mapping.outer, view);
    return [];
  });
}

function ownViews(config: ModelConfig): readonly [string, View][] {
  return [...config.input, ...config.output].map((tensor) => [tensor.name, seenBy(tensor, config, '')]);
}

function viewOf(mapping: Mapping, peers: Peers): View | undefined {
  const config = peers.get(mapping.step.model_name)?.config;
  const tensor = declaration(mapping, peers);
  return config && tensor && seenBy(tensor, config, fieldOf(mapping));
}

function seenBy({ data_type, dims }: ModelInput | ModelOutput, config: ModelConfig, field: string): View {
  return {
    model: config.name,
    field,
    type: data_type,
    dims,
    fullDims: config.max_batch_size > 0 ? [-1, ...dims] : dims,
  };
}

function compare(a: View, b: View, prefix: string): readonly Finding[] {
  const inferred = (what: string, left: string, right: string) =>
    `${prefix}inconsistent ${what}: ${left} is inferred from model ${a.model} while ${right} is inferred from model ${b.model}`;
  if (a.type !== b.type) return [errorAt(b.field, inferred('data type', a.type, b.type))];
  if (couldMatch(a.dims, b.dims) || couldMatch(a.fullDims, b.fullDims)) return [];
  return [errorAt(b.field, inferred('shape', formatShape(a.dims), formatShape(b.dims)))];
}

/** An open extent fits any other; whether it really does is only seen in a request. */
function couldMatch(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === -1 || b[axis] === -1 || dim === b[axis]);
}

/** A step cannot pair up answers of two decoupled models, which come in any number and order. */
function mixedDecoupled(
  steps: readonly EnsembleStep[],
  { name }: ModelConfig,
  peers: Peers,
): readonly Finding[] {
  const origins = new Map<string, ReadonlySet<number>>();
  const originsOf = (step: EnsembleStep) =>
    new Set(Object.values(step.input_map).flatMap((tensor) => [...(origins.get(tensor) ?? [])]));
  for (let round = 0; round < steps.length; round += 1) {
    for (const [index, step] of steps.entries()) {
      const isDecoupled = peers.get(step.model_name)?.config.model_transaction_policy?.decoupled === true;
      const from = isDecoupled ? new Set([index]) : originsOf(step);
      for (const tensor of Object.values(step.output_map)) origins.set(tensor, from);
    }
  }
  return steps.flatMap((step, index) => {
    if (originsOf(step).size < 2) return [];
    const message = `in ensemble ${name}, step of model '${step.model_name}' receives inputs originated from different decoupled models`;
    return [errorAt(`ensemble_scheduling.step[${index}].input_map`, message)];
  });
}
