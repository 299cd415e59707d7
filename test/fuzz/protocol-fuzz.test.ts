import { describe, expect, test } from 'vitest';
import { startServer } from '../support/server.ts';
import { copyOfSamples } from '../support/temp.ts';
import { fuzzProtocol } from './protocol-fuzz.ts';

describe('the protocols', () => {
  test('withstand a thousand requests that nobody would send, and answer good ones meanwhile', async () => {
    const server = await startServer(await copyOfSamples('add_sub'));
    const doors = { httpPort: server.port, grpcPort: server.grpc?.port ?? 0 };
    const { runs, answers, failure } = await fuzzProtocol(doors, 1, 1_000);
    expect(failure).toBeUndefined();
    expect(runs).toBe(1_000);
    expect([...answers.keys()]).toEqual(expect.arrayContaining(['HTTP 400', 'HTTP 404', 'gRPC 3']));
  });
});
