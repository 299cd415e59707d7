import { type ClientTensor, floatBytes } from './v2-client.ts';

/** A `model.py` around the body of a class; its lines are indented by two spaces in the tests. */
export function modelPy(body: string): string {
  return `import triton_python_backend_utils as pb_utils\n\nclass TritonPythonModel:\n${body}\n`;
}

/** Gives back the input `in` as the output `out`. */
export const ECHO = modelPy(`
  def execute(self, requests):
    return [
      pb_utils.InferenceResponse([
        pb_utils.Tensor("out", pb_utils.get_input_tensor_by_name(request, "in").as_numpy())
      ])
      for request in requests
    ]
`);

/** A configuration with one input and one output of the same form. */
export function configOf(datatype: string, dims: string, more = ''): string {
  return `backend: "python"
input [ { name: "in" data_type: ${datatype} dims: ${dims} } ]
output [ { name: "out" data_type: ${datatype} dims: ${dims} } ]
${more}
`;
}

/** The files of one model that takes and gives FP32 vectors. */
export function vectorModel(name: string, source: string, more = ''): Record<string, string> {
  return {
    [`${name}/config.pbtxt`]: configOf('TYPE_FP32', '[ -1 ]', more),
    [`${name}/1/model.py`]: source,
  };
}

/** The input `in` of a vector model. */
export function vector(...numbers: readonly number[]): ClientTensor {
  return { name: 'in', datatype: 'FP32', shape: [numbers.length], data: floatBytes(numbers) };
}
