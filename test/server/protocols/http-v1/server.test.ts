import { fromBinary } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import { ServerStatusSchema } from '../../../../server/protocols/grpc-v1/generated/v1_server_status_pb.ts';
import { startServer } from '../../../support/server.ts';
import { SAMPLES } from '../../../support/temp.ts';
import { callV1, headerOf } from '../../../support/v1-http-client.ts';

const start = () => startServer(SAMPLES, { loadModels: ['add_sub'] });

describe('the HTTP server of 2019', () => {
  test('writes its headers in its order, and no others', async () => {
    expect(await callV1(await start(), 'GET', '/api/health/live')).toEqual({
      statusLine: 'HTTP/1.1 200 OK',
      headers: [
        ['NV-Status', 'code: SUCCESS server_id: "inference:0" request_id: 1'],
        ['Content-Length', '0'],
        ['Content-Type', 'text/plain'],
      ],
      body: Buffer.alloc(0),
    });
  });

  test.each([
    ['GET', '/api'],
    ['GET', '/api/nothing'],
    ['GET', '/api/health'],
    ['GET', '/api/health/ready/'],
    ['GET', '/api/statusx'],
    ['POST', '/api/infer/'],
    ['POST', '/api/infer/add_sub/x'],
    ['POST', '/api/infer/add_sub'],
    ['POST', '/api/modelcontrol/reload/add_sub'],
    ['POST', '/api/sharedmemorycontrol/register/r/key/0/64'],
    ['GET', '/api/sharedmemorycontrol/cudaregister'],
  ])('answers %s %s, which nobody serves, with an empty 400', async (method, path) => {
    expect(await callV1(await start(), method, path)).toEqual({
      statusLine: 'HTTP/1.1 400 Bad Request',
      headers: [
        ['Content-Length', '0'],
        ['Content-Type', 'text/plain'],
      ],
      body: Buffer.alloc(0),
    });
  });

  test.each([
    ['POST', '/api/health/live'],
    ['HEAD', '/api/status'],
    ['GET', '/api/infer/add_sub'],
    ['GET', '/api/modelcontrol/load/add_sub'],
    ['POST', '/api/sharedmemorycontrol/status'],
    ['GET', '/api/sharedmemorycontrol/unregister/r'],
    ['POST', '/api/profile'],
  ])('refuses %s %s', async (method, path) => {
    const { statusLine, headers } = await callV1(await start(), method, path);
    expect(statusLine).toBe('HTTP/1.1 405 Not Allowed');
    expect(headers).toEqual([
      ['Content-Length', '0'],
      ['Content-Type', 'text/plain'],
    ]);
  });

  test('says that a connection ends when the caller wants that', async () => {
    const { headers } = await callV1(await start(), 'GET', '/api/nothing', {
      headers: ['Connection: close'],
    });
    expect(headers.map(([name]) => name)).toEqual(['Connection', 'Content-Length', 'Content-Type']);
  });

  test('knows the profile call of 1.6, which does nothing', async () => {
    expect((await callV1(await start(), 'GET', '/api/profile?cmd=start')).statusLine).toBe('HTTP/1.1 200 OK');
  });

  test('is not ready while a model of the start does not answer, and says so without an error', async () => {
    const server = await startServer(SAMPLES, { loadModels: ['no_such_model'] });
    const answer = await callV1(server, 'GET', '/api/health/ready');
    expect(answer.statusLine).toBe('HTTP/1.1 400 Bad Request');
    expect(headerOf(answer, 'NV-Status')).toMatch(/^code: SUCCESS/);
  });
});

describe('the status', () => {
  test('is text, with the fields in their order', async () => {
    const server = await start();
    await callV1(server, 'GET', '/api/status');
    const answer = await callV1(server, 'GET', '/api/status');
    expect(answer.headers.map(([name]) => name)).toEqual(['NV-Status', 'Content-Length', 'Content-Type']);
    const text = answer.body.toString().replace(/(uptime_ns|total_time_ns): \d+/g, '$1: 1');
    expect(text).toBe(`id: "inference:0"
version: "1.7.0"
uptime_ns: 1
model_status {
  key: "add_sub"
  value {
    config {
      name: "add_sub"
      platform: "onnxruntime_onnx"
      version_policy {
        latest {
          num_versions: 1
        }
      }
      max_batch_size: 8
      input {
        name: "INPUT0"
        data_type: TYPE_INT32
        dims: 16
      }
      input {
        name: "INPUT1"
        data_type: TYPE_INT32
        dims: 16
      }
      output {
        name: "OUTPUT0"
        data_type: TYPE_INT32
        dims: 16
      }
      output {
        name: "OUTPUT1"
        data_type: TYPE_INT32
        dims: 16
      }
      instance_group {
        name: "add_sub"
        count: 2
        kind: KIND_CPU
      }
      default_model_filename: "model.onnx"
    }
    version_status {
      key: 1
      value {
        ready_state: MODEL_READY
      }
    }
  }
}
status_stats {
  success {
    count: 1
    total_time_ns: 1
  }
}
ready_state: SERVER_READY
`);
  });

  test('of one model has nothing of what was counted of the server', async () => {
    const server = await start();
    await callV1(server, 'GET', '/api/status');
    const text = (await callV1(server, 'GET', '/api/status/add_sub')).body.toString();
    expect(text).toContain('key: "add_sub"');
    expect(text).not.toContain('status_stats');
  });

  test('may be binary', async () => {
    const { headers, body } = await callV1(await start(), 'GET', '/api/status/add_sub?format=binary');
    expect(headers.map(([name]) => name)).toEqual(['Content-Type', 'NV-Status', 'Content-Length']);
    const { modelStatus } = fromBinary(ServerStatusSchema, body);
    expect(modelStatus['add_sub']?.config?.maxBatchSize).toBe(8);
  });

  test('of an unknown model is an error', async () => {
    const answer = await callV1(await start(), 'GET', '/api/status/a/b');
    expect(answer.statusLine).toBe('HTTP/1.1 400 Bad Request');
    expect(headerOf(answer, 'NV-Status')).toBe(
      String.raw`code: INVALID_ARG msg: "no status available for unknown model \'a/b\'" server_id: "inference:0" request_id: 1`,
    );
  });
});
