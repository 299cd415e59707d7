import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../../server/config/read.ts';
import { configFileDescriptor } from '../../../../server/config/wire/descriptor.ts';
import {
  configFromWire,
  configMessageDescriptor,
  configToWire,
} from '../../../../server/config/wire/wire.ts';

const hex = (text: string) => Buffer.from(configToWire(readConfig(text).config)).toString('hex');

describe('a config on the wire', () => {
  it.each([
    ['name: "m"', '0a016d'],
    ['max_batch_size: 8', '2008'],
    ['max_batch_size: -1', '20ffffffffffffffffff01'],
    ['backend: "b"', '8a010162'],
    ['input { name: "x" data_type: TYPE_FP32 dims: [ 1, 2 ] }', '2a090a0178100b22020102'],
    ['dynamic_batching { }', '5a00'],
    ['instance_group { kind: KIND_CPU }', '3a022002'],
    ['parameters { key: "k" value { string_value: "v" } }', '72080a016b12030a0176'],
    ['model_warmup { inputs { key: "x" value { zero_data: false } } }', '8201091a070a017812021800'],
  ])('%s', (text, bytes) => {
    expect(hex(text)).toBe(bytes);
    expect(configFromWire(configToWire(readConfig(text).config))).toEqual(readConfig(text).config);
  });

  it('is message inference.ModelConfig of a file that reflection can hand out', () => {
    expect(configMessageDescriptor().typeName).toBe('inference.ModelConfig');
    expect(configFileDescriptor()).toMatchObject({
      name: 'model_config.proto',
      package: 'inference',
      syntax: 'proto3',
    });
  });

  it('refuses bytes that are none', () => {
    expect(() => configFromWire(Uint8Array.of(0x0a, 0x7f))).toThrow();
  });
});
