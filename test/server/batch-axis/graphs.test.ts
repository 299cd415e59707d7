import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freed, freedGraph } from '../../support/batch-axis.ts';
import type { DeclaredTensor, TestModel, TestNode, TestWeight } from '../../support/onnx.ts';
import { tempFolder } from '../../support/temp.ts';

const tensor = (
  name: string,
  shape: readonly (number | string)[],
  datatype: DeclaredTensor['datatype'] = 'FP32',
): DeclaredTensor => ({ name, datatype, shape });

const ints = (name: string, ...values: readonly number[]): TestWeight => ({
  name,
  shape: [values.length],
  values: BigInt64Array.from(values, BigInt),
});

const floats = (name: string, shape: readonly number[]): TestWeight => ({
  name,
  shape,
  values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, at) => Math.sin(at + 1)),
});

/** A model from `x` to `y`. */
function graph(
  x: readonly (number | string)[],
  y: readonly (number | string)[],
  nodes: readonly TestNode[],
  weights: readonly TestWeight[] = [],
): TestModel {
  return { inputs: [tensor('x', x)], outputs: [tensor('y', y)], nodes, weights };
}

const node = (
  op: string,
  inputs: readonly string[],
  output: string,
  attributes: TestNode['attributes'] = {},
): TestNode => ({ name: `${op} of ${output}`, op, inputs, outputs: [output], attributes });

const branch = (op: string, output: string) => ({
  nodes: [node(op, ['scaled'], output)],
  outputs: [tensor(output, [1, 3])],
});

const WITH_IF = graph(
  [1, 3],
  [1, 3],
  [
    node('Mul', ['x', 'weight'], 'scaled'),
    node('Shape', ['weight'], 'extent'),
    node('Greater', ['extent', 'two'], 'list'),
    node('Squeeze', ['list'], 'large'),
    node('If', ['large'], 'y', { then_branch: branch('Tanh', 'then'), else_branch: branch('Neg', 'else') }),
  ],
  [floats('weight', [3]), ints('two', 2)],
);

const PROVEN: Readonly<Record<string, TestModel>> = {
  'a constant of the size of the batch joined to each row': graph(
    [1, 3],
    [1, 5],
    [node('Concat', ['x', 'more'], 'y', { axis: 1 })],
    [floats('more', [1, 2])],
  ),
  'Expand to a shape that holds the batch': graph(
    [2, 1],
    [2, 4],
    [node('Expand', ['x', 'shape'], 'y')],
    [ints('shape', 2, 4)],
  ),
  'a Slice that ends at the old batch': graph(
    [2, 4],
    [2, 2],
    [node('Slice', ['x', 'from', 'to'], 'y')],
    [ints('from', 0, 1), ints('to', 2, 3)],
  ),
  'a Slice with bounds of 32 bits': graph(
    [2, 4],
    [2, 4],
    [
      node('Cast', ['zero'], 'from', { to: 6 }),
      node('Cast', ['two'], 'to', { to: 6 }),
      node('Cast', ['zero'], 'axes', { to: 6 }),
      node('Slice', ['x', 'from', 'to', 'axes'], 'y'),
    ],
    [ints('zero', 0), ints('two', 2)],
  ),
  'Pad beside the batch': graph(
    [1, 4],
    [1, 7],
    [node('Pad', ['x', 'pads'], 'y')],
    [ints('pads', 0, 1, 0, 2)],
  ),
  'Resize to sizes that hold the batch': graph(
    [1, 1, 2, 2],
    [1, 1, 4, 4],
    [node('Resize', ['x', '', '', 'sizes'], 'y')],
    [ints('sizes', 1, 1, 4, 4)],
  ),
  'a product behind a reshape that joins the batch with the steps': graph(
    [1, 3, 2],
    [1, 3, 4],
    [
      node('Reshape', ['x', 'flat'], 'rows'),
      node('MatMul', ['rows', 'weight'], 'wide'),
      node('Reshape', ['wide', 'back'], 'y'),
    ],
    [ints('flat', 3, 2), ints('back', 1, 3, 4), floats('weight', [2, 4])],
  ),
  'a bias with a copy for each row of the old batch': graph(
    [2, 3],
    [2, 3],
    [node('Expand', ['one', 'shape'], 'bias'), node('Add', ['x', 'bias'], 'y')],
    [floats('one', [1, 3]), ints('shape', 2, 3)],
  ),
  'ConstantOfShape that is added': graph(
    [2, 3],
    [2, 3],
    [node('ConstantOfShape', ['shape'], 'zeros'), node('Add', ['x', 'zeros'], 'y')],
    [ints('shape', 2, 3)],
  ),
  'Tile of a constant': graph(
    [2, 3],
    [2, 3],
    [node('Tile', ['one', 'times'], 'tiled'), node('Mul', ['tiled', 'x'], 'y')],
    [floats('one', [1, 3]), ints('times', 2, 1)],
  ),
  'Range over the steps': graph(
    [1, 3],
    [1, 3],
    [
      node('Shape', ['x'], 'shape'),
      node('Gather', ['shape', 'last'], 'steps', { axis: 0 }),
      node('Squeeze', ['steps'], 'limit'),
      node('Squeeze', ['zero'], 'start'),
      node('Squeeze', ['one'], 'delta'),
      node('Range', ['start', 'limit', 'delta'], 'places'),
      node('Cast', ['places'], 'as floats', { to: 1 }),
      node('Add', ['x', 'as floats'], 'y'),
    ],
    [ints('last', 1), ints('zero', 0), ints('one', 1)],
  ),
  'the branches of an If': WITH_IF,
  'axes that stay open': graph(
    ['n', 2, 'steps'],
    ['n', 'flat'],
    [node('Reshape', ['x', 'shape'], 'y')],
    [ints('shape', 1, -1)],
  ),
};

describe('a graph with a fixed batch', () => {
  for (const [title, model] of Object.entries(PROVEN)) {
    it(`is freed and proven: ${title}`, async () => {
      const { proof } = await freedGraph(model);
      expect(proof.holds).toBe(true);
      expect(Math.max(...proof.equality.map(({ maxAbsolute }) => maxAbsolute))).toBeLessThan(1e-5);
    });
  }

  const same = (...nodes: readonly TestNode[]) => graph([2, 3], [2, 3], nodes, [floats('rows', [2, 3])]);
  const REFUSED: Readonly<Record<string, readonly [TestModel, string]>> = {
    'a constant that differs from row to row': [same(node('Add', ['x', 'rows'], 'y')), 'answers differently'],
    'a sum along the batch': [
      same(node('CumSum', ['x', 'axis'], 'y')),
      "'CumSum of y' (CumSum): it adds up along",
    ],
    'a choice of rows': [
      graph([2, 3], [1, 3], [node('Slice', ['x', 'from', 'to'], 'y')], [ints('from', 0), ints('to', 1)]),
      "'Slice of y' (Slice): it picks some of the rows",
    ],
    'a scale taken from all rows': [
      graph(
        [1, 3],
        [1, 3],
        [
          { name: 'scaling', op: 'DynamicQuantizeLinear', inputs: ['x'], outputs: ['q', 'scale', 'zero'] },
          node('DequantizeLinear', ['q', 'scale', 'zero'], 'y'),
        ],
      ),
      "'scaling' (DynamicQuantizeLinear): it takes one scale from all rows together",
    ],
    'an operator of somebody else': [
      same(node('Relu', ['x'], 'r'), node('Hash', ['r'], 'y')),
      'cannot be looked at',
    ],
    'a product of rows with rows': [
      graph([1, 3], [1, 1], [node('Transpose', ['x'], 't'), node('MatMul', ['x', 't'], 'y')]),
      "'MatMul of y' (MatMul): every row of one input meets every row of the other",
    ],
    'an output without the batch': [
      graph([1, 3], [3], [node('Squeeze', ['x', 'axes'], 'y')], [ints('axes', 0)]),
      "'Squeeze of y' (Squeeze): it drops the batch axis",
    ],
  };
  for (const [title, [model, sentence]] of Object.entries(REFUSED)) {
    const complete = { ...model, weights: [...(model.weights ?? []), ints('axis', 0)] };
    it(`is refused in words: ${title}`, async () => {
      await expect(freedGraph(complete)).rejects.toThrow(sentence);
    });
  }
});

describe('the inputs', () => {
  const two = (
    a: readonly number[],
    b: readonly number[],
    datatype: DeclaredTensor['datatype'] = 'FP32',
  ) => ({
    inputs: [tensor('a', a), tensor('b', b, datatype)],
    outputs: [tensor('y', a)],
    nodes: [node('Identity', ['a'], 'y'), node('Identity', ['b'], 'unused')],
  });

  it('are asked about when they do not agree on the batch', async () => {
    await expect(freedGraph(two([1, 4], [3, 4]))).rejects.toThrow(
      'It is not clear where the batch is in the inputs: a [1, 4], b [3, 4].',
    );
  });

  it('are refused when one is a single value', async () => {
    await expect(freedGraph(two([1, 4], []))).rejects.toThrow("'b' is a single value and has no batch axis");
  });

  it('are refused when they are strings', async () => {
    await expect(freedGraph(two([1, 4], [1, 4], 'BYTES'))).rejects.toThrow("'b' takes strings");
  });

  it('are refused when the file is no ONNX model', async () => {
    const file = join(await tempFolder(), 'model.onnx');
    await writeFile(file, 'this is a text');
    await expect(freed(file)).rejects.toThrow('is not an ONNX model');
  });
});
