import { clone } from '@bufbuild/protobuf';
import { ModelProtoSchema } from 'onnx-buf';
import { onnxFileOf, readOnnxModel } from '../backends/onnxruntime/inspect.ts';
import { InferdeckError, messageOf } from '../errors.ts';
import { type AxisChoice, batchOfInputs } from './batch-of-inputs.ts';
import { freeGraph } from './free-graph.ts';
import { observeValues } from './observe-values.ts';
import type { OpenModel } from './open-model.ts';
import type { Proof } from './proof.ts';
import { prove } from './prove.ts';
import type { Row } from './random-rows.ts';
import { Refusal } from './refusal.ts';
import { type Scratch, scratchFor } from './scratch-model.ts';
import { declaredInputs } from './signature.ts';

export interface FreeBatchOptions {
  readonly open: OpenModel;
  /** Which axis is the batch, by input; the first one where nothing is said. */
  readonly axes?: AxisChoice;
  readonly samples?: readonly Row[];
  /** Told what is being done, in words. */
  readonly onStep?: (phase: string) => void;
  readonly signal?: AbortSignal;
}

/** A model whose batch axis is free and whose answers were proven, still outside the repository. */
export interface FreedModel {
  /** The new model file, in the scratch folder. */
  readonly path: string;
  readonly scratch: Scratch;
  readonly inputs: readonly string[];
  readonly oldBatch: number;
  readonly changedNodes: number;
  readonly proof: Proof;
}

/**
 * Frees the batch axis of an ONNX model and proves that every row is answered as before.
 * @returns the new model; its scratch folder is the caller's to remove
 * @throws Refusal naming the node in the way, or saying how the proof failed; nothing is left then
 */
export async function freeBatch(path: string, options: FreeBatchOptions): Promise<FreedModel> {
  const { open, axes, onStep } = options;
  const file = await onnxFileOf(path);
  const model = await readOnnxModel(file);
  const { graph } = model;
  if (graph === undefined) throw new InferdeckError('invalid-argument', `${file} holds no graph.`);
  const inputs = declaredInputs(graph);
  const batch = batchOfInputs(graph, axes);
  const scratch = await scratchFor(file, graph);
  try {
    onStep?.('reading the graph');
    const observed = await observeValues(model, graph, inputs, batch.batch, { open, scratch });
    options.signal?.throwIfAborted();
    const changed = clone(ModelProtoSchema, model);
    if (changed.graph === undefined) throw new Refusal('The model holds no graph.');
    const { changedNodes } = freeGraph(changed, changed.graph, batch, observed.values);
    if (!batch.isFixed && changedNodes === 0) {
      throw new Refusal('The batch axis is free already.', {
        nextStep: 'Set max_batch_size in the configuration to use it.',
      });
    }
    const freed = await scratch.write('model.onnx', changed);
    const proof = await proveFiles({ original: file, freed }, options, {
      inputs,
      outputs: graph.output.map(({ name }) => name),
      batch: batch.batch,
      free: observed.free,
    });
    refuseUnproven(proof);
    return {
      path: freed,
      scratch,
      inputs: inputs.map(({ name }) => name),
      oldBatch: batch.batch,
      changedNodes,
      proof,
    };
  } catch (error) {
    await scratch.remove();
    throw error;
  }
}

async function proveFiles(
  files: { readonly original: string; readonly freed: string },
  { open, samples = [], onStep, signal }: FreeBatchOptions,
  about: Pick<Parameters<typeof prove>[0], 'inputs' | 'outputs' | 'batch' | 'free'>,
): Promise<Proof> {
  const original = await open(files.original);
  try {
    const freed = await open(files.freed);
    try {
      const step = (phase: string) => {
        signal?.throwIfAborted();
        onStep?.(phase);
      };
      return await prove({ ...about, original, freed, samples, onStep: step });
    } finally {
      await freed.close();
    }
  } catch (error) {
    if (signal?.aborted === true || error instanceof Refusal) throw error;
    throw new Refusal(`The freed model does not run: ${messageOf(error)}.`);
  } finally {
    await original.close();
  }
}

function refuseUnproven({ holds, equality, independence }: Proof): void {
  if (holds) return;
  const wrong = equality.find(({ mismatches }) => mismatches > 0);
  if (wrong !== undefined) {
    throw new Refusal(
      `The freed model answers differently: '${wrong.output}' is up to ${wrong.maxAbsolute} away from the original.`,
    );
  }
  const depends = independence.find(({ mismatches }) => mismatches > 0);
  throw new Refusal(
    `Rows influence each other: '${depends?.output}' of a row changes with the rows beside it.`,
  );
}
