import { expect, test } from 'vitest';
import { configJson } from '../../../../renderer/features/model/config-json.ts';

test('a configuration to read leaves out what says nothing', () => {
  const config = {
    name: 'm',
    runtime: '',
    max_batch_size: 8,
    version_policy: { all: {} },
    input: [{ name: 'x', data_type: 'TYPE_FP32', dims: [1, 28, 28], optional: false }],
    batch_input: [],
    parameters: {},
    instance_group: [{ count: 2, gpus: [], passive: false }],
  };
  expect(configJson(config)).toBe(`{
  "name": "m",
  "max_batch_size": 8,
  "version_policy": {
    "all": {}
  },
  "input": [
    {
      "name": "x",
      "data_type": "TYPE_FP32",
      "dims": [ 1, 28, 28 ]
    }
  ],
  "instance_group": [
    {
      "count": 2
    }
  ]
}`);
});
