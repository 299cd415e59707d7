import { isBefore, type TritonRelease } from './release.ts';

/** What a container of Triton has of a backend. */
export interface ShippedBackend {
  readonly name: string;
  /** The last release that had it; undefined: it is still there. */
  readonly last?: TritonRelease;
  /** What to do where it is gone. */
  readonly instead?: string;
}

/**
 * The backends in the containers that NVIDIA publishes.
 * Caffe2: https://github.com/triton-inference-server/server/releases/tag/v2.5.0;
 * TensorFlow: https://docs.nvidia.com/deeplearning/triton-inference-server/release-notes/rel-25-03.html
 */
const SHIPPED: readonly ShippedBackend[] = [
  { name: 'onnxruntime' },
  { name: 'openvino' },
  { name: 'python' },
  { name: 'pytorch' },
  { name: 'tensorrt' },
  { name: 'identity' },
  { name: 'repeat' },
  { name: 'square' },
  {
    name: 'caffe2',
    last: { year: 20, month: 10 },
    instead: 'Export the network to ONNX and serve model.onnx.',
  },
  {
    name: 'tensorflow',
    last: { year: 25, month: 2 },
    instead: 'Convert the model to ONNX (tf2onnx does it), or choose release 25.02 or an earlier one.',
  },
];

/** The backends that only this server has, and what to do about them. */
const OUR_OWN: Readonly<Record<string, string>> = {
  node: 'Write the model as model.py for the Python backend, or put this step into the client.',
  sequence: 'Write the model as model.py for the Python backend.',
  dyna_sequence: 'Write the model as model.py for the Python backend.',
};

/** Whether a release has a backend, no longer has it, never had it, or nobody can tell. */
export type Shipping =
  | { readonly state: 'shipped' }
  | { readonly state: 'gone'; readonly last: TritonRelease; readonly instead: string }
  | { readonly state: 'ours'; readonly instead: string }
  | { readonly state: 'unknown' };

export function shippingOf(backend: string, release: TritonRelease): Shipping {
  const ours = OUR_OWN[backend];
  if (ours !== undefined) return { state: 'ours', instead: ours };
  const found = SHIPPED.find(({ name }) => name === backend);
  if (found === undefined) return { state: 'unknown' };
  const { last, instead = '' } = found;
  if (last === undefined || !isBefore(last, release)) return { state: 'shipped' };
  return { state: 'gone', last, instead };
}
