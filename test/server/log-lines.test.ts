import { describe, expect, test } from 'vitest';
import { callV1 } from '../support/v1-http-client.ts';
import { simple } from '../support/v1-models.ts';

/** The texts of the log, without what differs from run to run. */
const textsOf = (log: string) =>
  [...log.matchAll(/^I\d{4} \d\d:\d\d:\d\d\.\d{6} \d+\] "(.*)"$/gm)].map(([, text]) => text);

describe('the log of a start', () => {
  test('has the lines that scripts of 2019 wait for, the doors that are open among them', async () => {
    const server = await simple({ idOf2019: 'face:7' });
    // The table at the end is one of today.
    const texts = textsOf(server.log()).filter((text) => !/^[+|]/.test(text ?? ''));
    expect(texts).toEqual([
      "Starting endpoints, 'face:7' listening on",
      `Started GRPCService at 127.0.0.1:${server.grpc?.port}`,
      `Starting HTTPService at 127.0.0.1:${server.port}`,
      `Starting Metrics Service at 127.0.0.1:${server.metrics?.port}`,
      "New status tracking for model 'simple'",
      'loading: simple:1',
      "successfully loaded 'simple' version 1",
    ]);
  });

  test('names no door that stays shut', async () => {
    const server = await simple({ grpc: undefined, metrics: undefined });
    expect(server.log()).toMatch(/Starting HTTPService at/);
    expect(server.log()).not.toMatch(/GRPCService|Metrics Service/);
  });

  test('goes on with the versions that leave and come again', async () => {
    const server = await simple();
    const before = textsOf(server.log()).length;
    const gone = new Promise<void>((resolve) => {
      server.models.events.on('change', () => {
        if (server.models.served('simple')?.record(1)?.state === 'UNAVAILABLE') resolve();
      });
    });
    await callV1(server, 'POST', '/api/modelcontrol/unload/simple');
    await gone;
    await callV1(server, 'POST', '/api/modelcontrol/load/simple');
    expect(textsOf(server.log()).slice(before)).toEqual([
      'unloading: simple:1',
      "successfully unloaded 'simple' version 1",
      'loading: simple:1',
      "successfully loaded 'simple' version 1",
    ]);
  });
});
