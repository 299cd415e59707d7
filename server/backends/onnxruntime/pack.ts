import { joinBytes, partOf } from '../../tensors/batch.ts';
import { sameShape } from '../../tensors/shape.ts';
import { ALIGNMENT, SMALL_BYTES, type Tensor } from '../../tensors/tensor.ts';
import type { ExecutionRequest } from '../backend.ts';
import type { Batch, PackedInput } from './messages.ts';

/** The content of a message, with the buffers that move to the other thread. */
export interface Packed {
  readonly batch: Batch;
  readonly transfer: readonly ArrayBuffer[];
}

/**
 * Packs requests for their way to another thread. Small inputs are copied into one buffer, where they lie the way the
 * model takes them; large ones keep their buffers, which move. So each tensor is copied once or not at all.
 * @param requests at least one; alike but for their number of rows, or `sameForm` when each has a run of its own
 * @param runs 1: the requests are joined to one batch; otherwise their number
 */
export function packRequests(requests: readonly ExecutionRequest[], runs: number): Packed {
  const parts = (requests[0]?.inputs ?? []).map((_, position) =>
    requests.flatMap(({ inputs }) => inputs[position] ?? []),
  );
  const slab = new Slab(parts.filter(areSmall));
  const inputs = parts.map((tensors) => packInput(tensors, runs, slab));
  const transfer = new Set(inputs.flatMap(({ pieces }) => pieces.map(({ buffer }) => buffer)));
  return { batch: { inputs, outputs: wantedOf(requests), runs }, transfer: [...transfer] };
}

/** What one of several runs is given: a view, unless a batch came in pieces. */
export function inputOfRun({ pieces, ...form }: PackedInput, run: number, runs: number): Tensor {
  const own = pieces.length === runs ? pieces[run] : undefined;
  return { ...form, data: own ?? partOf(joinBytes(pieces), run, runs) };
}

/** Whether requests differ in nothing but the content of their tensors. */
export function sameForm(a: ExecutionRequest, b: ExecutionRequest): boolean {
  return (
    a.inputs.length === b.inputs.length &&
    a.inputs.every((tensor, position) => isAlike(tensor, b.inputs[position])) &&
    a.outputs.length === b.outputs.length &&
    a.outputs.every((name, position) => name === b.outputs[position])
  );
}

function isAlike(a: Tensor, b: Tensor | undefined): boolean {
  return a.name === b?.name && a.data.length === b.data.length && sameShape(a.shape, b.shape);
}

function packInput(tensors: readonly Tensor[], runs: number, slab: Slab): PackedInput {
  const [first] = tensors;
  if (first === undefined) throw new Error('A packed request misses an input.');
  const { name, datatype, shape } = first;
  const joined = runs > 1 || tensors.length === 1 ? shape : [rowsOf(tensors), ...shape.slice(1)];
  const pieces = areSmall(tensors) ? [slab.add(tensors)] : tensors.map(({ data }) => data);
  return { name, datatype, shape: joined, pieces };
}

function rowsOf(tensors: readonly Tensor[]): number {
  return tensors.reduce((total, { shape }) => total + (shape[0] ?? 1), 0);
}

function bytesOf(tensors: readonly Tensor[]): number {
  return tensors.reduce((total, { data }) => total + data.length, 0);
}

function areSmall(tensors: readonly Tensor[]): boolean {
  return tensors.every(({ data }) => data.length <= SMALL_BYTES);
}

function wantedOf(requests: readonly ExecutionRequest[]): readonly string[] {
  const [first] = requests;
  if (first === undefined || requests.length === 1) return first?.outputs ?? [];
  return [...new Set(requests.flatMap(({ outputs }) => outputs))];
}

/** One buffer for the tensors of several inputs. */
class Slab {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #used = 0;

  constructor(inputs: readonly (readonly Tensor[])[]) {
    this.#bytes = new Uint8Array(inputs.reduce((total, tensors) => total + aligned(bytesOf(tensors)), 0));
  }

  /** Copies tensors one after the other. @returns where they lie, aligned for every datatype */
  add(tensors: readonly Tensor[]): Uint8Array<ArrayBuffer> {
    const start = this.#used;
    let end = start;
    for (const { data } of tensors) {
      this.#bytes.set(data, end);
      end += data.length;
    }
    this.#used = aligned(end);
    return this.#bytes.subarray(start, end);
  }
}

function aligned(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}
