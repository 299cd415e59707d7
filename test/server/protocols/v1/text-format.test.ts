import { create } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import {
  InferRequestHeaderSchema,
  InferResponseHeaderSchema,
  RequestStatusCode,
  RequestStatusSchema,
} from '../../../../server/protocols/grpc-v1/generated/v1_api_pb.ts';
import { ServerStatusSchema } from '../../../../server/protocols/grpc-v1/generated/v1_server_status_pb.ts';
import { multiLineText, oneLineText } from '../../../../server/protocols/v1/text-format.ts';
import { plainFloatText } from '../../../../server/config/text/float-text.ts';
import { asciiLiteral } from '../../../../server/config/text/string-literal.ts';

describe('protobuf text', () => {
  test('on one line has single spaces, and none at the end', () => {
    const status = create(RequestStatusSchema, {
      code: RequestStatusCode.UNAVAILABLE,
      msg: "Inference request for unknown model 'x'",
      serverId: 'inference:0',
      requestId: 17n,
    });
    expect(oneLineText(RequestStatusSchema, status)).toBe(
      String.raw`code: UNAVAILABLE msg: "Inference request for unknown model \'x\'" server_id: "inference:0" request_id: 17`,
    );
  });

  test('repeats a list field, and leaves out what has its default', () => {
    const header = create(InferRequestHeaderSchema, {
      batchSize: 1,
      input: [{ name: 'INPUT0', dims: [3n, 4n] }],
      output: [{ name: 'OUTPUT0', cls: {} }],
    });
    expect(oneLineText(InferRequestHeaderSchema, header)).toBe(
      'batch_size: 1 input { name: "INPUT0" dims: 3 dims: 4 } output { name: "OUTPUT0" cls { } }',
    );
  });

  test('over several lines is indented by two, with the entries of a map by their keys', () => {
    const status = create(ServerStatusSchema, {
      id: 'inference:0',
      modelStatus: { m: { versionStatus: { '10': { readyState: 1 }, '2': { readyState: 3 } } } },
      statusStats: {},
    });
    expect(multiLineText(ServerStatusSchema, status)).toBe(`id: "inference:0"
model_status {
  key: "m"
  value {
    version_status {
      key: 2
      value {
        ready_state: MODEL_LOADING
      }
    }
    version_status {
      key: 10
      value {
        ready_state: MODEL_READY
      }
    }
  }
}
status_stats {
}
`);
  });

  test('of classes leaves out what is zero', () => {
    const cls = [
      { value: 0.75, label: 'cat' },
      { idx: 1, value: 0.25, label: 'dog' },
    ];
    const header = create(InferResponseHeaderSchema, {
      output: [{ name: 'probs', batchClasses: [{ cls }] }],
    });
    expect(oneLineText(InferResponseHeaderSchema, header)).toBe(
      'output { name: "probs" batch_classes { cls { value: 0.75 label: "cat" } cls { idx: 1 value: 0.25 label: "dog" } } }',
    );
  });

  test('writes whole numbers with all their digits', () => {
    const header = create(InferRequestHeaderSchema, {
      batchSize: 4_294_967_295,
      correlationId: 18_446_744_073_709_551_615n,
      input: [{ dims: [-1n] }],
    });
    expect(oneLineText(InferRequestHeaderSchema, header)).toBe(
      'batch_size: 4294967295 input { dims: -1 } correlation_id: 18446744073709551615',
    );
  });

  test.each([
    [0.723991, '0.723991'],
    [1 / 3, '0.333333343'],
    [1, '1'],
    [1e6, '1e+06'],
    [16_777_216, '16777216'],
    [1e-5, '1e-05'],
    [100_000, '100000'],
    [-0.0001, '-0.0001'],
    [0, '0'],
    [Number.POSITIVE_INFINITY, 'inf'],
    [Number.NEGATIVE_INFINITY, '-inf'],
    [Number.NaN, 'nan'],
  ])('writes the float %d as %s', (value, text) => {
    expect(plainFloatText(Math.fround(value))).toBe(text);
  });

  test('escapes every byte that is not printable', () => {
    expect(asciiLiteral('a"b\'c\\d\n\r\t\u0001ü')).toBe(String.raw`"a\"b\'c\\d\n\r\t\001\303\274"`);
  });
});
