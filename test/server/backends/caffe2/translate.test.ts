import { InferenceSession } from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { onnxTypeOfConfig } from '../../../../server/backends/caffe2/datatypes.ts';
import { readNetDef } from '../../../../server/backends/caffe2/netdef.ts';
import type { GraphTensor } from '../../../../server/backends/caffe2/onnx-graph.ts';
import { translateNet } from '../../../../server/backends/caffe2/translate.ts';
import { fromOrt, toOrt } from '../../../../server/backends/onnxruntime/ort-tensor.ts';
import { datatypeToConfig } from '../../../../server/tensors/datatype.ts';
import type { Tensor } from '../../../../server/tensors/tensor.ts';
import { typedArrayOver } from '../../../../server/tensors/typed-array.ts';
import { FAMILIES, type Golden, readGoldens } from './goldens/read.ts';

function declared({ name, datatype, shape }: Tensor): GraphTensor {
  const type = onnxTypeOfConfig(datatypeToConfig(datatype));
  if (type === undefined) throw new Error(`Caffe2 has no ${datatype}.`);
  return { name, type, shape: shape.map(() => -1) };
}

/** What the translation of a net makes of the golden's inputs. */
async function translated(golden: Golden): Promise<Tensor[]> {
  const nets = { init: readNetDef(golden.init), predict: readNetDef(golden.predict) };
  const outputs = golden.outputs.map(declared).map(({ name, type }) => ({ name, type }));
  const bytes = translateNet(nets, { inputs: golden.inputs.map(declared), outputs });
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 3 });
  const feeds = Object.fromEntries(golden.inputs.map((tensor) => [tensor.name, toOrt(tensor)]));
  const results = await session.run(feeds);
  await session.release();
  return golden.outputs.map(({ name }) => {
    const result = results[name];
    if (result === undefined) throw new Error(`There is no ${name}.`);
    return fromOrt(name, result);
  });
}

const numbersOf = ({ datatype, data }: Tensor): number[] =>
  datatype === 'BYTES' ? [] : Array.from(typedArrayOver(datatype, data), Number);

/** The largest difference, measured against the largest number or 1. */
function difference(got: Tensor, expected: Tensor): number {
  const [numbers, wanted] = [numbersOf(got), numbersOf(expected)];
  const scale = Math.max(1, ...wanted.filter(Number.isFinite).map(Math.abs));
  return wanted.reduce((largest, value, index) => {
    const off = Object.is(value, numbers[index]) ? 0 : Math.abs(value - (numbers[index] ?? Number.NaN));
    return Math.max(largest, off / scale);
  }, 0);
}

describe.each(FAMILIES)('the translated operators of the family %s', (family) => {
  test.each(readGoldens(family).map((golden) => [golden.title, golden] as const))(
    'compute what Caffe2 computes: %s',
    async (_, golden) => {
      const got = await translated(golden);
      const form = ({ name, datatype, shape }: Tensor) => ({ name, datatype, shape });
      expect(got.map(form)).toEqual(golden.outputs.map(form));
      for (const [index, expected] of golden.outputs.entries()) {
        const own = got[index];
        if (own !== undefined) expect(difference(own, expected)).toBeLessThan(1e-5);
      }
    },
  );
});
