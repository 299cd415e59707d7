import type { CalledModel, CalledTensor } from './called-model.ts';

const NUMPY_TYPES: Readonly<Record<string, string>> = {
  BOOL: 'np.bool_',
  UINT8: 'np.uint8',
  UINT16: 'np.uint16',
  UINT32: 'np.uint32',
  UINT64: 'np.uint64',
  INT8: 'np.int8',
  INT16: 'np.int16',
  INT32: 'np.int32',
  INT64: 'np.int64',
  FP16: 'np.float16',
  FP32: 'np.float32',
  FP64: 'np.float64',
};

/** The official client; undefined for the one datatype that numpy does not have. */
export function pythonSnippet(
  model: CalledModel,
  transport: 'http' | 'grpc',
  address: string,
): string | undefined {
  const { name, version, inputs, outputs } = model;
  if (inputs.some(({ datatype }) => datatype === 'BF16')) return undefined;
  const chosen = version === undefined ? '' : `, model_version="${version}"`;
  return [
    'import numpy as np',
    `import tritonclient.${transport} as triton`,
    '',
    `client = triton.InferenceServerClient(${text(address)})`,
    'inputs = []',
    ...inputs.flatMap(inputLines),
    `result = client.infer(${text(name)}, inputs${chosen})`,
    ...outputs.map((output) => `print(${text(output)}, result.as_numpy(${text(output)}))`),
  ].join('\n');
}

function inputLines(tensor: CalledTensor): readonly string[] {
  const { name, datatype, shape } = tensor;
  return [
    `inputs.append(triton.InferInput(${text(name)}, ${list(shape)}, "${datatype}"))`,
    `inputs[-1].set_data_from_numpy(${arrayOf(tensor)})`,
  ];
}

function arrayOf({ datatype, shape, values }: CalledTensor): string {
  if (values !== undefined) {
    const type = datatype === 'BYTES' ? 'np.object_' : (NUMPY_TYPES[datatype] ?? 'np.float32');
    const written =
      datatype === 'BOOL' ? values.replaceAll('true', 'True').replaceAll('false', 'False') : values;
    return `np.array(${written}, ${type}).reshape(${list(shape)})`;
  }
  return datatype === 'BYTES'
    ? `np.full(${list(shape)}, b"text", dtype=np.object_)`
    : `np.zeros(${list(shape)}, ${NUMPY_TYPES[datatype] ?? 'np.float32'})`;
}

const list = (shape: readonly number[]) => `[${shape.join(', ')}]`;

/** A text of Python: what JSON escapes, Python reads the same way. */
const text = (value: string) => JSON.stringify(value);
