import { onnxModel } from './onnx.ts';

/** A model that gives back what it gets plus a number, so that an answer tells which file it came from. */
export function addingModel(number: number, width = 4): Uint8Array {
  const shape = ['batch', width];
  return onnxModel({
    inputs: [{ name: 'in', datatype: 'FP32', shape }],
    outputs: [{ name: 'out', datatype: 'FP32', shape }],
    nodes: [{ op: 'Add', inputs: ['in', 'number'], outputs: ['out'] }],
    weights: [{ name: 'number', shape: [1], values: Float32Array.of(number) }],
  });
}

/** A request to an adding model of width 4, as JSON. */
export const ZEROS = { inputs: [{ name: 'in', datatype: 'FP32', shape: [1, 4], data: [0, 0, 0, 0] }] };

interface AddedAnswer {
  readonly model_version: string;
  readonly outputs: readonly { readonly data: readonly number[] }[];
}

/** The number that an answer to `ZEROS` was made with. @throws when it is not from exactly one file */
export function numberIn(text: string): { readonly number: number; readonly version: string } {
  const { model_version, outputs }: AddedAnswer = JSON.parse(text);
  const [number, ...others] = new Set(outputs[0]?.data ?? []);
  if (number === undefined || others.length > 0) throw new Error(`A mixed answer: ${text}`);
  return { number, version: model_version };
}

/** What callers saw while a model was swapped under them. */
export interface SwapReport {
  /** How many answers each swap target gave. */
  readonly answers: ReadonlyMap<number, number>;
  readonly failures: readonly string[];
  /** Milliseconds of every answer. */
  readonly times: readonly number[];
}

/**
 * Callers ask without a pause, each with one request in flight, while a model is swapped to and fro. After each swap
 * everybody is answered once more, so that every target has answers.
 * @param ask settles with the number of what answered
 */
export async function swapUnderLoad(plan: {
  readonly clients: number;
  readonly swaps: number;
  readonly ask: () => Promise<number>;
  readonly swap: (index: number) => Promise<void>;
}): Promise<SwapReport> {
  const answers = new Map<number, number>();
  const failures: string[] = [];
  const times: number[] = [];
  const over = new AbortController();
  const askOnce = async () => {
    const began = performance.now();
    try {
      const number = await plan.ask();
      answers.set(number, (answers.get(number) ?? 0) + 1);
      times.push(performance.now() - began);
    } catch (error) {
      failures.push(String(error));
    }
  };
  const clients = Array.from({ length: plan.clients }, async () => {
    while (!over.signal.aborted) await askOnce();
  });
  for (let index = 0; index < plan.swaps; index += 1) {
    await plan.swap(index);
    await askOnce();
  }
  over.abort();
  await Promise.all(clients);
  return { answers, failures, times };
}
