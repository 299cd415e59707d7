import { describe, expect, test } from 'vitest';
import {
  Health,
  HealthCheckResponse_ServingStatus,
} from '../../server/protocols/grpc/generated/grpc/health/v1/health_pb.ts';
import { GRPCInferenceService } from '../../server/protocols/grpc-v2/generated/grpc_service_pb.ts';
import { GrpcClient } from '../support/grpc-client.ts';
import { repositoryOf } from '../support/repository.ts';
import { startServer, type TestServer } from '../support/server.ts';

const { serverReady } = GRPCInferenceService.method;
const { NOT_SERVING } = HealthCheckResponse_ServingStatus;

/** Gives back what it gets, after a while. */
function echo(delayMs: number): Promise<string> {
  return repositoryOf({
    'echo/config.pbtxt': `backend: "identity"
      input { name: "in" data_type: TYPE_INT32 dims: [ -1 ] } output { name: "out" data_type: TYPE_INT32 dims: [ -1 ] }
      parameters { key: "execute_delay_ms" value { string_value: "${delayMs}" } }`,
    'echo/1/.keep': '',
  });
}

function ask(server: TestServer, length: number): Promise<Response> {
  const data = Array.from({ length }, (_, index) => index);
  const inputs = [{ name: 'in', datatype: 'INT32', shape: [length], data }];
  return server.post('/v2/models/echo/infer', { inputs });
}

const pending = (server: TestServer) =>
  server.models.served('echo')?.ready.reduce((sum, version) => sum + version.pending, 0);

describe('the end of a server behind a load balancer', () => {
  test('it is not ready first, in every protocol, and answers until it has drained', async () => {
    let endOfWait = () => {};
    const drained = new Promise<void>((resolve) => (endOfWait = resolve));
    const waits: number[] = [];
    const wait = (ms: number) => (waits.push(ms), drained);
    const server = await startServer(await echo(0), { drainSeconds: 5, wait });
    const grpc = new GrpcClient(server);
    const closed = server.close();
    expect(waits).toEqual([5000]);

    expect((await server.call('/v2/health/ready')).status).toBe(400);
    expect((await server.call('/v2/health/live')).status).toBe(200);
    expect((await server.call('/api/health/ready')).status).toBe(400);
    expect(await grpc.call(serverReady, {})).toMatchObject({ ready: false });
    expect(await grpc.call(Health.method.check, {})).toMatchObject({ status: NOT_SERVING });
    expect((await ask(server, 4)).status).toBe(200);
    expect(server.log()).toContain('Not ready any more. Requests are answered for 5 s');

    endOfWait();
    await closed;
    await expect(server.call('/v2/health/live')).rejects.toThrow('fetch failed');
  });

  test('requests that run are answered to their last byte; later ones are told that it is going', async () => {
    const server = await startServer(await echo(300));
    const length = 20_000;
    const running = ask(server, length).then((answer) => answer.text());
    await expect.poll(() => pending(server)).toBe(1);
    const closed = server.close();
    const late = await ask(server, 4);
    expect([late.status, late.headers.get('connection'), await late.text()]).toEqual([
      503,
      'close',
      expect.stringContaining('Server is stopping'),
    ]);
    const answer: { readonly outputs: readonly [{ readonly data: readonly number[] }] } = JSON.parse(
      await running,
    );
    expect(answer.outputs[0].data).toHaveLength(length);
    await closed;
  });
});
