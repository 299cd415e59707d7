import { randomFillSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackendInstance, ExecutionRequest } from '../backends/backend.ts';
import type { MessageOf, ModelConfig } from '../config/schema/value.ts';
import { InferdeckError, invalidArgument, messageOf } from '../errors.ts';
import { packBytes } from '../tensors/bytes-elements.ts';
import { byteSizeOf, datatypeFromConfig } from '../tensors/datatype.ts';
import { elementCount } from '../tensors/shape.ts';
import type { Tensor } from '../tensors/tensor.ts';

type WarmupInput = MessageOf<'ModelWarmup.Input'>;

/** A request that every new instance runs before it is handed to callers. */
export interface WarmupSample {
  readonly name: string;
  readonly repetitions: number;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly string[];
}

/**
 * The warm-up samples of a configuration, with the data of their files.
 * @throws InferdeckError naming the input whose shape is not fixed, or the file that cannot be read
 */
export async function readWarmup(config: ModelConfig, modelFolder: string): Promise<readonly WarmupSample[]> {
  const samples = config.model_warmup.filter(({ batch_size }) => batch_size > 0);
  return await Promise.all(
    samples.map(async (sample) => ({
      name: sample.name,
      repetitions: Math.max(1, sample.count),
      inputs: await Promise.all(
        Object.entries(sample.inputs).map(([name, input]) =>
          inputOf(name, input, config.max_batch_size === 0 ? undefined : sample.batch_size, modelFolder),
        ),
      ),
      outputs: config.output.map(({ name }) => name),
    })),
  );
}

/** Runs the samples on a fresh instance. @throws InferdeckError naming the sample that fails */
export async function warmUp(instance: BackendInstance, samples: readonly WarmupSample[]): Promise<void> {
  for (const { name, repetitions, inputs, outputs } of samples) {
    for (let done = 0; done < repetitions; done += 1) {
      // An instance takes the buffers of a request away.
      const request: ExecutionRequest = {
        inputs: inputs.map((tensor) => ({ ...tensor, data: tensor.data.slice() })),
        outputs,
      };
      await instance.execute([request]).catch((error: unknown) => {
        const message = `failed to run warmup sample '${name}': ${messageOf(error)}`;
        throw new InferdeckError('invalid-argument', message, { cause: error });
      });
    }
  }
}

/** @param rows rows of the batch; undefined for a model that does not batch */
async function inputOf(
  name: string,
  input: WarmupInput,
  rows: number | undefined,
  modelFolder: string,
): Promise<Tensor> {
  const datatype = datatypeFromConfig(input.data_type);
  if (datatype === undefined)
    throw invalidArgument(`warmup input '${name}' has no data_type that can be served`);
  if (input.dims.some((dim) => dim < 0)) {
    throw invalidArgument(
      `warmup setting expects all variable-size dimensions are specified for input '${name}'`,
    );
  }
  const row = await rowOf(name, input, elementCount(input.dims), byteSizeOf(datatype), modelFolder);
  const data = new Uint8Array(row.length * (rows ?? 1));
  for (let at = 0; at < data.length; at += row.length) data.set(row, at);
  return { name, datatype, shape: rows === undefined ? input.dims : [rows, ...input.dims], data };
}

/** The bytes of one row: from a file, at random, or zeros; strings are never random. */
async function rowOf(
  name: string,
  input: WarmupInput,
  elements: number,
  elementSize: number | undefined,
  modelFolder: string,
): Promise<Uint8Array> {
  if (input.input_data_file !== undefined) {
    const file = join(modelFolder, 'warmup', input.input_data_file);
    return await readFile(file).catch((error: unknown) => {
      throw invalidArgument(`cannot read ${file} for warmup input '${name}': ${messageOf(error)}`);
    });
  }
  if (elementSize === undefined) return packBytes(Array.from({ length: elements }, () => new Uint8Array()));
  const bytes = new Uint8Array(elements * elementSize);
  return input.random_data === undefined ? bytes : randomFillSync(bytes);
}
