import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  goldenPresets,
  presetNames,
  readPreset,
  removePreset,
  writePreset,
} from '../../../server/repository/golden-presets.ts';
import { packBytes } from '../../../server/tensors/bytes-elements.ts';
import { type Datatype, DATATYPES, isDatatype } from '../../../server/tensors/datatype.ts';
import { encodeElements } from '../../../server/tensors/encode-elements.ts';
import type { Tensor } from '../../../server/tensors/tensor.ts';
import { tempFolder } from '../../support/temp.ts';
import { typedTensor } from '../../support/typed-tensor.ts';

const ONE = typedTensor('x', 'FP32', [1]);

function tensorOf(datatype: Datatype): Tensor {
  const data =
    datatype === 'BYTES'
      ? packBytes([new TextEncoder().encode('a "b"\n'), new TextEncoder().encode('')])
      : encodeElements(datatype, [1, 0]);
  return { name: 'x', datatype, shape: [2], data };
}

describe('a golden preset', () => {
  test.each(DATATYPES.filter(isDatatype))('of %s reads back to the same bytes', async (datatype) => {
    const repository = await tempFolder();
    const tensor = tensorOf(datatype);
    const preset = {
      name: 'p',
      inputs: [tensor],
      outputs: [tensor],
      tolerance: { absolute: 1, relative: 0.5 },
    };
    await writePreset(repository, 'm', preset, false);
    expect(await readPreset(repository, 'm', 'p')).toEqual(preset);
  });

  test('keeps what JSON has no numbers for', async () => {
    const repository = await tempFolder();
    const strange = typedTensor('x', 'FP64', [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      -0,
    ]);
    await writePreset(repository, 'm', { name: 'p', inputs: [strange], outputs: [strange] }, false);
    expect((await readPreset(repository, 'm', 'p')).inputs).toEqual([strange]);
  });

  test('is a text with a tensor a line, beside the models', async () => {
    const repository = await tempFolder();
    await writePreset(repository, 'm', { name: 'a b', inputs: [ONE], outputs: [ONE] }, false);
    const line = '{ "name": "x", "datatype": "FP32", "shape": [1], "data": [1] }';
    expect(await readFile(join(repository, '.golden/m/a b.json'), 'utf8')).toBe(
      `{\n  "inputs": [\n    ${line}\n  ],\n  "outputs": [\n    ${line}\n  ]\n}\n`,
    );
  });

  test('is written over only when that is wished, and removed', async () => {
    const repository = await tempFolder();
    const preset = { name: 'p', inputs: [ONE], outputs: [ONE] };
    await writePreset(repository, 'm', preset, false);
    await expect(writePreset(repository, 'm', preset, false)).rejects.toThrow(
      "There is a preset 'p' of m already.",
    );
    await writePreset(repository, 'm', { ...preset, inputs: [typedTensor('y', 'INT32', [2])] }, true);
    expect(await goldenPresets(repository, 'm')).toMatchObject([{ inputs: [{ name: 'y' }] }]);
    await removePreset(repository, 'm', 'p');
    expect(await presetNames(repository, 'm')).toEqual([]);
  });

  test.each(['', '../p', 'a/b', 'a\\b', '.p', 'a\nb', 'x'.repeat(81)])(
    'cannot be called %j',
    async (name) => {
      const write = writePreset(await tempFolder(), 'm', { name, inputs: [ONE], outputs: [ONE] }, false);
      await expect(write).rejects.toThrow('cannot be the name of a preset');
    },
  );

  test('whose half floats do not fit their shape says so', async () => {
    const repository = await tempFolder();
    await writePreset(repository, 'm', { name: 'p', inputs: [ONE], outputs: [ONE] }, false);
    const path = join(repository, '.golden/m/p.json');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replaceAll('FP32', 'FP16').replaceAll('[1], "data": [1]', '[2], "data": [1]'));
    await expect(readPreset(repository, 'm', 'p')).rejects.toThrow("'x' needs 2 numbers.");
  });
});
