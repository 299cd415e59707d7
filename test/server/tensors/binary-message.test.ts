import { describe, expect, test } from 'vitest';
import { decodeAnswer, encodeRequest } from '../../../server/tensors/binary-message.ts';

describe('an inference request on the wire', () => {
  const image = {
    name: 'image',
    datatype: 'FP32',
    shape: [1, 2],
    data: Uint8Array.of(0, 0, 128, 63, 0, 0, 0, 64),
  } as const;

  test('is JSON, then the tensors, with the length of the JSON in a header', () => {
    const { headers, body } = encodeRequest([image], ['y']);
    const length = Number(headers['Inference-Header-Content-Length']);
    expect(JSON.parse(new TextDecoder().decode(body.subarray(0, length)))).toEqual({
      inputs: [{ name: 'image', shape: [1, 2], datatype: 'FP32', parameters: { binary_data_size: 8 } }],
      outputs: [{ name: 'y', parameters: { binary_data: true } }],
    });
    expect([...body.subarray(length)]).toEqual([...image.data]);
  });

  test('counts bytes, not letters', () => {
    const { headers, body } = encodeRequest([{ ...image, name: 'größe' }], []);
    expect(body.byteLength).toBe(Number(headers['Inference-Header-Content-Length']) + 8);
  });
});

describe('an inference answer from the wire', () => {
  function answer(head: object, ...tensors: readonly number[][]): [string, Uint8Array<ArrayBuffer>] {
    const json = new TextEncoder().encode(JSON.stringify(head));
    return [String(json.byteLength), Uint8Array.from([...json, ...tensors.flat()])];
  }

  test('gives every output its own bytes, and the version that answered', () => {
    const output = (name: string, size: number) => ({
      name,
      datatype: 'UINT8',
      shape: [size],
      parameters: { binary_data_size: size },
    });
    const [length, body] = answer(
      { model_version: '2', outputs: [output('a', 2), output('b', 1)] },
      [7, 8],
      [9],
    );
    const { outputs, version } = decodeAnswer(length, body);
    expect(version).toBe(2);
    expect(outputs.map(({ name, data }) => [name, ...data])).toEqual([
      ['a', 7, 8],
      ['b', 9],
    ]);
  });

  test('that is something else is refused with a sentence', () => {
    const [length, body] = answer({ outputs: [{ name: 'a', datatype: 'FP31', shape: [1] }] });
    expect(() => decodeAnswer(length, body)).toThrow('no inference response');
  });
});
