import { join } from 'node:path';
import { netDef, type TestOperator, weights } from '../caffe2.ts';
import { floatsIn } from './make.ts';

/** Blobs of the net by the names of the weights that PyTorch learned. */
const BLOBS: Readonly<Record<string, readonly [string, readonly number[]]>> = {
  'layers.0.weight': ['conv1_w', [8, 1, 3, 3]],
  'layers.0.bias': ['conv1_b', [8]],
  'layers.1.weight': ['bn_s', [8]],
  'layers.1.bias': ['bn_b', [8]],
  'layers.1.running_mean': ['bn_m', [8]],
  'layers.1.running_var': ['bn_v', [8]],
  'layers.4.weight': ['conv2_w', [16, 8, 3, 3]],
  'layers.4.bias': ['conv2_b', [16]],
  'layers.8.weight': ['fc_w', [10, 784]],
  'layers.8.bias': ['fc_b', [10]],
};
const same = { kernel: { i: 3 }, pad: { i: 1 } };
const half = { kernel: { i: 2 }, stride: { i: 2 } };
const NET: readonly TestOperator[] = [
  { type: 'Conv', inputs: ['image', 'conv1_w', 'conv1_b'], outputs: ['conv1'], arguments: same },
  {
    type: 'SpatialBN',
    inputs: ['conv1', 'bn_s', 'bn_b', 'bn_m', 'bn_v'],
    outputs: ['conv1'],
    arguments: { is_test: { i: 1 }, epsilon: { f: 1e-5 }, order: { s: 'NCHW' } },
  },
  { type: 'Relu', inputs: ['conv1'], outputs: ['conv1'] },
  { type: 'MaxPool', inputs: ['conv1'], outputs: ['pool1'], arguments: half },
  { type: 'Conv', inputs: ['pool1', 'conv2_w', 'conv2_b'], outputs: ['conv2'], arguments: same },
  { type: 'Relu', inputs: ['conv2'], outputs: ['conv2'] },
  { type: 'MaxPool', inputs: ['conv2'], outputs: ['pool2'], arguments: half },
  { type: 'FC', inputs: ['pool2', 'fc_w', 'fc_b'], outputs: ['fc'] },
  { type: 'Softmax', inputs: ['fc'], outputs: ['scores'] },
];

/** The CNN of `torch_models.py` as a pair of Caffe2 nets: from `image` to `scores`. @param made its folder */
export async function digitsNet(made: string): Promise<Readonly<Record<string, Uint8Array>>> {
  const filled = Object.entries(BLOBS).map(async ([name, [blob, shape]]) =>
    weights(blob, shape, await floatsIn(join(made, 'cnn'), name)),
  );
  return {
    'model.netdef': netDef('digits', NET),
    'init_model.netdef': netDef('weights', await Promise.all(filled)),
  };
}
