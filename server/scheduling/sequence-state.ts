import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MessageOf, ModelConfig } from '../config/schema/value.ts';
import { invalidArgument, messageOf } from '../errors.ts';
import { packBytes } from '../tensors/bytes-elements.ts';
import { byteSizeOf, type Datatype, datatypeFromConfig } from '../tensors/datatype.ts';
import { elementCount } from '../tensors/shape.ts';
import type { Tensor } from '../tensors/tensor.ts';

type State = MessageOf<'ModelSequenceBatching.State'>;

/** A tensor that the server keeps from one request of a sequence to the next. */
export interface StateTensor {
  readonly inputName: string;
  readonly outputName: string;
  /** What the first request of a sequence gets. */
  readonly initial: Tensor;
}

/**
 * The states that a configuration asks for. A free dimension is 1 at first.
 * @throws InferdeckError naming the state whose initial value cannot be read
 */
export function stateTensors(config: ModelConfig, modelFolder: string): readonly StateTensor[] {
  return (config.sequence_batching?.state ?? []).map((state) => ({
    inputName: state.input_name,
    outputName: state.output_name,
    initial: initialOf(state, config.max_batch_size > 0, modelFolder),
  }));
}

function initialOf(state: State, batched: boolean, modelFolder: string): Tensor {
  const [written] = state.initial_state;
  const datatype = datatypeFromConfig(state.data_type);
  if (datatype === undefined)
    throw invalidArgument(`state '${state.input_name}' has no data_type that can be served`);
  const dims = (written?.dims ?? state.dims).map((dim) => (dim < 0 ? 1 : dim));
  const data =
    written?.data_file === undefined
      ? zeros(datatype, elementCount(dims))
      : fileBytes(join(modelFolder, 'initial_state', written.data_file), state.input_name);
  return { name: state.input_name, datatype, shape: batched ? [1, ...dims] : dims, data };
}

function zeros(datatype: Datatype, elements: number): Uint8Array<ArrayBuffer> {
  const size = byteSizeOf(datatype);
  if (size !== undefined) return new Uint8Array(elements * size);
  return packBytes(Array.from({ length: elements }, () => new Uint8Array()));
}

function fileBytes(file: string, state: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(file));
  } catch (error) {
    throw invalidArgument(`cannot read ${file}, the initial value of state '${state}': ${messageOf(error)}`);
  }
}
