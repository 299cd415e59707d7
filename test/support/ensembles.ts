import { identityModel } from './onnx.ts';

/** The files of the model `m` in versions 1 and 2, and of the ensemble `all`, which sends its input through `m` twice. */
export function twoStepEnsemble(): Readonly<Record<string, string | Uint8Array>> {
  const onnx = identityModel('FP32');
  const step = (from: string, to: string) =>
    `step { model_name: "m" model_version: -1 input_map { key: "in" value: "${from}" } output_map { key: "out" value: "${to}" } }`;
  return {
    'm/1/model.onnx': onnx,
    'm/2/model.onnx': onnx,
    'all/1/.keep': '',
    'all/config.pbtxt': `platform: "ensemble" max_batch_size: 4
      input { name: "IN" data_type: TYPE_FP32 dims: [ 4 ] } output { name: "OUT" data_type: TYPE_FP32 dims: [ 4 ] }
      ensemble_scheduling { ${step('IN', 'between')} ${step('between', 'OUT')} }`,
  };
}
