import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelConfig } from '../../config/schema/value.ts';
import { InferdeckError } from '../../errors.ts';
import type {
  Backend,
  BackendInstance,
  InspectionSpec,
  InstanceSpec,
  LoadWatch,
  ModelInspection,
} from '../backend.ts';
import { countOperators } from '../count-operators.ts';
import { onnxTypeOfConfig } from './datatypes.ts';
import type { GraphTensor } from './onnx-graph.ts';
import { readNets } from './read-nets.ts';
import { type NetInterface, type NetPair, translateNet } from './translate.ts';

/**
 * Caffe2 nets. Caffe2 itself is gone, so a net is translated to ONNX when it is loaded.
 * @param onnx runs the translation
 */
export function caffe2Backend(onnx: Backend): Backend {
  return { name: 'caffe2', inspect, createInstance: (spec, watch) => createInstance(spec, watch, onnx) };
}

/** A net says neither types nor shapes of its inputs, so the configuration has to. */
async function inspect({ path, config }: InspectionSpec): Promise<ModelInspection> {
  const nets = await readNets(path);
  if (config.input.length > 0 && config.output.length > 0) translateNet(nets, interfaceOf(config));
  const types = nets.predict.operators.map(({ type }) => type);
  return { operators: countOperators(types), parameters: countWeights(nets), producer: 'Caffe2' };
}

async function createInstance(spec: InstanceSpec, watch: LoadWatch, onnx: Backend): Promise<BackendInstance> {
  const bytes = translateNet(await readNets(spec.path), interfaceOf(spec.config));
  const folder = await mkdtemp(join(tmpdir(), 'inferdeck-netdef-'));
  try {
    const path = join(folder, 'model.onnx');
    await writeFile(path, bytes);
    return await onnx.createInstance({ ...spec, path }, watch);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function interfaceOf({ input, output, max_batch_size }: ModelConfig): NetInterface {
  const tensor = ({
    name,
    data_type,
    dims,
    reshape,
  }: ModelConfig['input'][number] | ModelConfig['output'][number]): GraphTensor => {
    const type = onnxTypeOfConfig(data_type);
    if (type === undefined) {
      throw new InferdeckError('unsupported', `Caffe2 has no tensors of type ${data_type} ('${name}').`);
    }
    const inner = reshape?.shape ?? dims;
    return { name, type, shape: max_batch_size > 0 ? [-1, ...inner] : inner };
  };
  // What an output's shape is, the net decides.
  const outputs = output.map(tensor).map(({ name, type }) => ({ name, type }));
  return { inputs: input.map(tensor), outputs };
}

function countWeights({ init }: NetPair): number {
  return init.operators.reduce((total, operator) => {
    const shape = operator.arguments.get('shape')?.ints ?? [];
    return total + shape.reduce((product, extent) => product * Number(extent), 1);
  }, 0);
}
