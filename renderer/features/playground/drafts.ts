import { useMemo } from 'react';
import { create } from 'zustand';
import type { ModelDetail, TensorFacts } from '../../../server/protocols/desk/contract.ts';
import { imageTargetOf } from '../../../server/pictures/image-target.ts';
import {
  DEFAULT_SETTINGS,
  type PreprocessSettings,
  SMALL_SIDE,
} from '../../../server/pictures/preprocess.ts';
import type { Pixels } from '../../../server/pictures/raster.ts';
import type { Tensor } from '../../../server/tensors/tensor.ts';
import type { Stroke } from './input/strokes.ts';
import type { Fill } from '../../../server/comparison/fill-elements.ts';

/** A decoded picture and the name of its file. */
export interface Picture {
  readonly name: string;
  readonly pixels: Pixels;
}

export type InputMode = 'draw' | 'picture' | 'values';

/** What the person has put in for one input so far; every way of putting it in keeps its own. */
export interface InputDraft {
  readonly mode: InputMode;
  readonly strokes: readonly Stroke[];
  readonly picture: Picture | undefined;
  readonly preprocess: PreprocessSettings;
  /** Typed values, those of an earlier request, or how to make them up. */
  readonly values: Fill | { readonly kind: 'typed' } | { readonly kind: 'kept' };
  /** What an earlier request sent. */
  readonly kept: Tensor | undefined;
  readonly text: string;
  /** Extents chosen for free dimensions, by axis. */
  readonly extents: Readonly<Record<number, number>>;
}

/** What the person has put in for one model. */
export interface RequestDraft {
  readonly batch: number;
  readonly inputs: Readonly<Record<string, InputDraft>>;
}

type Drafts = Readonly<Record<string, RequestDraft>>;

const useDrafts = create<Drafts>(() => ({}));

/** Whether a picture for this input is small enough to be drawn by hand. */
export function canBeDrawn(input: TensorFacts): boolean {
  const target = imageTargetOf(input);
  return target?.channels === 1 && isSmall(target.width) && isSmall(target.height);
}

function isSmall(side: number | undefined): boolean {
  return side !== undefined && side <= SMALL_SIDE;
}

function freshInput(input: TensorFacts, index: number): InputDraft {
  const mode = canBeDrawn(input) ? 'draw' : imageTargetOf(input) === undefined ? 'values' : 'picture';
  const values = input.datatype === 'BYTES' ? 'typed' : index === 0 ? 'ramp' : 'ones';
  return {
    mode,
    strokes: [],
    picture: undefined,
    // A glyph must be seen whole; a photograph is cut to its middle, as classifiers are trained.
    preprocess: { ...DEFAULT_SETTINGS, fit: mode === 'draw' ? 'contain' : 'cover' },
    values: { kind: values },
    kept: undefined,
    text: '',
    extents: {},
  };
}

/** The draft of a model: what was put in before, with something to start from for the rest. */
function completeDraft(detail: ModelDetail, draft: RequestDraft | undefined): RequestDraft {
  const inputs = detail.inputs.map((input, index) => [
    input.name,
    draft?.inputs[input.name] ?? freshInput(input, index),
  ]);
  return { batch: draft?.batch ?? 1, inputs: Object.fromEntries(inputs) };
}

/** What is put in for a model now. It outlives the page, not the window. */
export function useDraft(detail: ModelDetail): RequestDraft {
  const stored = useDrafts((drafts) => drafts[detail.summary.name]);
  return useMemo(() => completeDraft(detail, stored), [detail, stored]);
}

/** A part of an input's draft, or how to make it from the newest one. */
export type InputChange = Partial<InputDraft> | ((draft: InputDraft) => Partial<InputDraft>);

/** Changes one input of a model's draft. */
export function changeInput(detail: ModelDetail, input: string, change: InputChange): void {
  const { name } = detail.summary;
  const draft = completeDraft(detail, useDrafts.getState()[name]);
  const before = draft.inputs[input];
  if (before === undefined) return;
  const after = { ...before, ...(typeof change === 'function' ? change(before) : change) };
  useDrafts.setState({ [name]: { ...draft, inputs: { ...draft.inputs, [input]: after } } });
}

/** Sets how many items a model's request carries. */
export function changeBatch(detail: ModelDetail, batch: number): void {
  const { name } = detail.summary;
  useDrafts.setState({ [name]: { ...completeDraft(detail, useDrafts.getState()[name]), batch } });
}

/** Puts the inputs of an earlier request in, as they were sent. What was drawn or typed stays where it is. */
export function putInTensors(detail: ModelDetail, tensors: readonly Tensor[]): void {
  for (const tensor of tensors) {
    const extents = Object.fromEntries(tensor.shape.entries());
    changeInput(detail, tensor.name, { mode: 'values', values: { kind: 'kept' }, kept: tensor, extents });
  }
  const [rows] = tensors[0]?.shape ?? [];
  if (detail.summary.maxBatchSize > 0 && rows !== undefined) changeBatch(detail, rows);
}
