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

/** The configuration of a model that answers any number of times. */
export const DECOUPLED = 'model_transaction_policy { decoupled: true }';

/** A decoupled model whose `execute` handles one request after the other, as `each` says. */
export const decoupledPy = (each: string): string => `import numpy as np
import threading, time
${modelPy(`
  def execute(self, requests):
    for request in requests:
      self.answer(request, request.get_response_sender(), request.inputs()[0].as_numpy())
  def out(self, number):
    return pb_utils.InferenceResponse([pb_utils.Tensor("out", np.array([number], np.float32))])
  def answer(self, request, sender, numbers):
${each}
`)}`;

/** Counts up to its input, and ends without an answer of its own. */
export const COUNT = decoupledPy(`
    for number in range(int(numbers[0])):
      sender.send(self.out(number))
    sender.send(flags=pb_utils.TRITONSERVER_RESPONSE_COMPLETE_FINAL)`);
