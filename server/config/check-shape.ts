import type { Shape } from '../tensors/shape.ts';
import { formatShape } from '../tensors/shape.ts';
import { declarationOf } from './complete.ts';
import type { FieldChange, Finding, Remedy } from './problem.ts';
import { errorAt } from './problem.ts';
import type { ModelConfig, ModelInput, ModelOutput } from './schema/value.ts';
import type { SignatureTensor } from './signature.ts';
import { describeShape } from './signature.ts';

type Declared = ModelInput | ModelOutput;

/** The declared shape of one tensor against the model file's, the batch dimension included. */
export function checkShape(
  config: ModelConfig,
  tensor: Declared,
  field: string,
  model: SignatureTensor,
): readonly Finding[] {
  const batches = config.max_batch_size > 0;
  const fault = batches && model.shape[0] !== -1 ? cannotBatch(model) : mismatch(tensor, model, batches);
  if (fault === undefined) return [];
  const message = `model '${config.name}', tensor '${tensor.name}': ${fault}`;
  const at = `${field}.${tensor.reshape === undefined || fault.startsWith('for') ? 'dims' : 'reshape'}`;
  const wanted = wantedDeclaration(config, model);
  const nextStep = explain(config, tensor, model, wanted);
  return [errorAt(at, message, { nextStep, remedies: [remedy(config, tensor, field, wanted)] })];
}

function cannotBatch({ shape }: SignatureTensor): string {
  return (
    'for the model to support batching the shape should have at least 1 dimension and the first ' +
    `dimension must be -1; but shape expected by the model is ${formatShape(shape)}`
  );
}

function mismatch({ dims, reshape }: Declared, model: SignatureTensor, batches: boolean): string | undefined {
  const inner = reshape?.shape ?? dims;
  const complete = batches ? [-1, ...inner] : inner;
  if (accepts(model.shape, complete)) return undefined;
  const how = batches
    ? `(an initial batch dimension because max_batch_size > 0 followed by the explicit tensor shape, making complete shape ${formatShape(complete)})`
    : `(shape ${formatShape(complete)})`;
  return (
    `the model expects ${model.shape.length} dimensions (shape ${formatShape(model.shape)}) but the model configuration ` +
    `specifies ${complete.length} dimensions ${how}`
  );
}

/** The model may leave open what the configuration fixes, but not the other way round. */
function accepts(model: Shape, configured: Shape): boolean {
  return (
    model.length === configured.length && model.every((dim, axis) => dim === -1 || dim === configured[axis])
  );
}

interface Wanted {
  readonly dims: Shape;
  readonly reshape?: { readonly shape: Shape };
  readonly max_batch_size: number;
}

/** What the configuration would have to say; a file without an open first dimension rules batching out. */
function wantedDeclaration({ max_batch_size }: ModelConfig, model: SignatureTensor): Wanted {
  const size = model.shape[0] === -1 ? max_batch_size : 0;
  const { dims, reshape } = declarationOf(model, size);
  return { dims, ...(reshape && { reshape }), max_batch_size: size };
}

/** Both shapes side by side, and what to write instead. */
function explain(config: ModelConfig, { dims }: Declared, model: SignatureTensor, wanted: Wanted): string {
  const batches = config.max_batch_size > 0;
  const sent = batches ? `[${['N', ...dims].join(',')}]` : formatShape(dims);
  const both = `A request sends ${sent}, dims say ${formatShape(dims)}, the model file says ${describeShape(model)}.`;
  const reshape = wanted.reshape === undefined ? '' : ' reshape { shape: [ ] }';
  const write = `Write dims: [${wanted.dims.join(', ')}]${reshape}`;
  if (batches && wanted.max_batch_size === 0) {
    return `${both} ${write} and max_batch_size: 0, since the file leaves no dimension open for batches.`;
  }
  return `${both} ${write}${batches ? ', without the batch dimension that max_batch_size adds' : ''}.`;
}

function remedy(config: ModelConfig, tensor: Declared, field: string, wanted: Wanted): Remedy {
  const resizes = wanted.max_batch_size !== config.max_batch_size;
  const changes: readonly (FieldChange | false)[] = [
    resizes && { kind: 'set', field: 'max_batch_size', value: wanted.max_batch_size },
    formatShape(tensor.dims) !== formatShape(wanted.dims) && {
      kind: 'set',
      field: `${field}.dims`,
      value: wanted.dims,
    },
    wanted.reshape !== undefined && { kind: 'set', field: `${field}.reshape`, value: wanted.reshape },
    wanted.reshape === undefined &&
      tensor.reshape !== undefined && { kind: 'remove', field: `${field}.reshape` },
  ];
  const title = resizes
    ? 'Turn batching off and use the shape of the model file'
    : 'Use the shape of the model file';
  return { title, changes: changes.filter((change) => change !== false) };
}
