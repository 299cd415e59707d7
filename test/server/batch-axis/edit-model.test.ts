import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { inspectOnnx, readOnnxModel } from '../../../server/backends/onnxruntime/inspect.ts';
import type { GraphEdit } from '../../../server/batch-axis/edit-graph.ts';
import { editModel } from '../../../server/batch-axis/prove-edit.ts';
import { openOnnx } from '../../support/batch-axis.ts';
import { SAMPLES } from '../../support/temp.ts';

async function edited(edit: GraphEdit) {
  const { path, scratch, equality } = await editModel(join(SAMPLES, 'mnist/2/model.onnx'), edit, openOnnx);
  onTestFinished(() => scratch.remove());
  const { signature, operators } = await inspectOnnx(path);
  return { signature, operators, equality };
}

it('a free dimension is fixed, in inputs and outputs alike', async () => {
  const { signature, equality } = await edited({ kind: 'fix', symbol: 'batch', extent: 4 });
  expect(signature?.inputs[0]?.shape).toEqual([4, 1, 28, 28]);
  expect(signature?.outputs[0]?.shape).toEqual([4, 10]);
  expect(equality).toMatchObject([{ output: 'probabilities', rows: 3, mismatches: 0 }]);
});

it('a symbolic dimension gets another name', async () => {
  const { signature } = await edited({ kind: 'rename', symbol: 'batch', to: 'N' });
  expect(signature?.inputs[0]?.symbols?.[0]).toBe('N');
});

it('a classifier is cut at a tensor inside, which gives what it gave there', async () => {
  const whole = await inspectOnnx(join(SAMPLES, 'mnist/2/model.onnx'));
  const { operators, equality, signature } = await edited({
    kind: 'extract',
    tensor: await tensorBeforeSoftmax(),
  });
  expect(operators.map(({ type }) => type)).not.toContain('Softmax');
  expect(signature?.outputs[0]).toMatchObject({ datatype: 'FP32', shape: [-1, 10] });
  expect(operators.length).toBeLessThan(whole.operators.length);
  expect(equality).toMatchObject([{ rows: 3, mismatches: 0 }]);
});

it('a name that is not there is refused with those that are', async () => {
  await expect(edited({ kind: 'fix', symbol: 'time', extent: 4 })).rejects.toThrow(
    "called 'time'; these are: batch",
  );
  await expect(edited({ kind: 'extract', tensor: 'nothing' })).rejects.toThrow("gives a tensor 'nothing'");
});

async function tensorBeforeSoftmax(): Promise<string> {
  const { graph } = await readOnnxModel(join(SAMPLES, 'mnist/2/model.onnx'));
  return graph?.node.find(({ opType }) => opType === 'Softmax')?.input[0] ?? '';
}
