import type { TensorFacts } from '../../../../server/protocols/desk/contract.ts';
import { type Datatype, isDatatype } from '../../../../server/tensors/datatype.ts';
import { elementCount, formatShape, sameShape } from '../../../../server/tensors/shape.ts';
import type { Tensor } from '../../../../server/tensors/tensor.ts';
import type { InputDraft } from '../drafts.ts';
import { type ImageTarget, imageTargetOf } from '../../../../server/pictures/image-target.ts';
import { pictureTensor } from '../../../../server/pictures/picture-tensor.ts';
import type { Stage } from '../../../../server/pictures/preprocess.ts';
import type { Pixels } from '../../../../server/pictures/raster.ts';
import { type Element, encodeElements } from '../../../../server/tensors/encode-elements.ts';
import { fillElements } from '../../../../server/comparison/fill-elements.ts';
import { parseElements } from '../../../../server/tensors/parse-elements.ts';

/** An input ready to be sent, or what is still missing, as a sentence. */
export type BuiltInput =
  | { readonly state: 'ready'; readonly tensor: Tensor; readonly stages: readonly Stage[] }
  | { readonly state: 'incomplete'; readonly why: string };

function incomplete(why: string): BuiltInput {
  return { state: 'incomplete', why };
}

/** Whether the first dimension counts the items of a request. */
export function isBatched(input: TensorFacts, maxBatchSize: number): boolean {
  if (input.shape[0] !== -1) return false;
  return maxBatchSize > 0 || input.axes[0] === 'batch';
}

/** The free dimensions that the person must choose: all but the batch. */
export function freeAxes(input: TensorFacts, maxBatchSize: number): readonly number[] {
  const first = isBatched(input, maxBatchSize) ? 1 : 0;
  return input.shape.flatMap((dim, axis) => (dim === -1 && axis >= first ? [axis] : []));
}

export interface BuildContext {
  readonly maxBatchSize: number;
  readonly batch: number;
  /** The drawing or the picture, whichever the draft's mode says. */
  readonly pixels: Pixels | undefined;
}

/** Turns a draft into the tensor that will be sent. */
export function buildInput(input: TensorFacts, draft: InputDraft, context: BuildContext): BuiltInput {
  const { datatype } = input;
  if (!isDatatype(datatype)) return incomplete(`${input.name} has the unknown datatype ${datatype}.`);
  const shape = chosenShape(input, draft, context);
  if (typeof shape === 'string') return incomplete(shape);
  const target = imageTargetOf(input);
  return draft.mode === 'values' || target === undefined
    ? fromValues(input, datatype, draft, shape)
    : fromPicture(input, datatype, draft, { target, shape, ...context });
}

/** The shape with every free dimension chosen, or what is missing. */
function chosenShape(
  input: TensorFacts,
  draft: InputDraft,
  { maxBatchSize, batch }: BuildContext,
): readonly number[] | string {
  const batched = isBatched(input, maxBatchSize);
  const shape = input.shape.map((dim, axis) => {
    if (dim !== -1) return dim;
    return axis === 0 && batched ? batch : draft.extents[axis];
  });
  const missing = shape.indexOf(undefined);
  if (missing === -1) return shape.map((dim) => dim ?? 0);
  const name = input.axes[missing] || `dimension ${missing + 1}`;
  return `Say how large ${name} of ${input.name} is.`;
}

interface PictureContext extends BuildContext {
  readonly target: ImageTarget;
  readonly shape: readonly number[];
}

function fromPicture(
  { name }: TensorFacts,
  datatype: Datatype,
  draft: InputDraft,
  { target, shape, pixels }: PictureContext,
): BuiltInput {
  if (pixels === undefined) {
    return incomplete(
      draft.mode === 'draw' ? `Draw something for ${name}.` : `Choose a picture for ${name}.`,
    );
  }
  const slot = { name, datatype, target, shape };
  return { state: 'ready', ...pictureTensor(slot, pixels, draft.preprocess, draft.mode === 'draw') };
}

function fromValues(
  { name }: TensorFacts,
  datatype: Datatype,
  draft: InputDraft,
  shape: readonly number[],
): BuiltInput {
  if (draft.values.kind === 'kept' && draft.kept !== undefined) return fromKept(draft.kept, datatype, shape);
  const wanted = elementCount(shape);
  const elements = chosenElements(draft, datatype, shape);
  if (typeof elements === 'string') return incomplete(`${name}: ${elements}`);
  if (elements.length !== wanted) {
    const has = elements.length === 0 ? 'none yet' : `${elements.length}`;
    return incomplete(`${name} needs ${wanted} values for ${formatShape(shape)}; there are ${has}.`);
  }
  const tensor = { name, datatype, shape, data: encodeElements(datatype, elements) };
  return { state: 'ready', stages: [], tensor };
}

/** Values of an earlier request go out as they did, byte for byte, where they still fit. */
function fromKept(kept: Tensor, datatype: Datatype, shape: readonly number[]): BuiltInput {
  if (kept.datatype === datatype && sameShape(kept.shape, shape)) {
    return { state: 'ready', stages: [], tensor: kept };
  }
  const was = `${kept.datatype} ${formatShape(kept.shape)}`;
  return incomplete(
    `What was sent for ${kept.name} was ${was}; now it takes ${datatype} ${formatShape(shape)}.`,
  );
}

function chosenElements(
  { values, text }: InputDraft,
  datatype: Datatype,
  shape: readonly number[],
): readonly Element[] | string {
  if (values.kind !== 'typed' && values.kind !== 'kept')
    return fillElements(values, datatype, elementCount(shape));
  const parsed = parseElements(text, datatype);
  if (parsed.state === 'error') return parsed.message;
  if (parsed.shape !== undefined && !nestsAs(parsed.shape, shape)) {
    return `the lists nest as ${formatShape(parsed.shape)}, the input wants ${formatShape(shape)}.`;
  }
  return parsed.elements;
}

/** Whether nested lists stand for a shape; they may leave out leading dimensions of 1. */
function nestsAs(nested: readonly number[], shape: readonly number[]): boolean {
  const left = shape.length - nested.length;
  return (
    left >= 0 &&
    shape.slice(0, left).every((dim) => dim === 1) &&
    nested.every((dim, axis) => dim === shape[axis + left])
  );
}
