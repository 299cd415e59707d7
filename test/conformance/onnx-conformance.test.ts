import { describe, expect, test } from 'vitest';
import { GrpcClient } from '../support/grpc-client.ts';
import { startServer } from '../support/server.ts';
import { tempFolder } from '../support/temp.ts';
import { CRASHED, EQUAL, isFault, judge, RANDOM } from './judge.ts';
import { onnxCases } from './onnx-cases.ts';
import { runRaw } from './run-raw.ts';
import { addCase, serveCase } from './serve-case.ts';

/** Models that are loaded at the same time. */
const AT_ONCE = 3;

describe('the models that the ONNX project tests operators and exporters with', () => {
  test('are served as ONNX Runtime runs them, or refused for a reason', { timeout: 300_000 }, async () => {
    const cases = await onnxCases();
    const raw = await runRaw(cases);
    const repository = await tempFolder();
    for (const model of cases) await addCase(repository, model);
    const server = await startServer(repository, { loadModels: [] });
    const client = new GrpcClient(server);

    const verdicts = new Map<string, string[]>();
    const queue = cases.entries();
    const work = async () => {
      for (const [index, model] of queue) {
        const alone = raw[index] ?? { state: 'crashed' };
        const verdict =
          alone.state === 'crashed' ? CRASHED : judge(alone, await serveCase(server, client, model));
        verdicts.set(verdict, [...(verdicts.get(verdict) ?? []), model.name]);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));

    const counts = Object.fromEntries([...verdicts].map(([verdict, { length }]) => [verdict, length]));
    console.log(`ONNX conformance, ${cases.length} models:`, counts);
    expect([...verdicts].filter(([verdict]) => isFault(verdict))).toEqual([]);
    // A machine that has more locales runs a few models more, and so does a newer package.
    expect(counts[EQUAL]).toBeGreaterThanOrEqual(974);
    expect(counts[RANDOM]).toBe(6);
    expect(counts[CRASHED]).toBeUndefined();
    expect(counts).toMatchObject({
      'no tensor of the protocol: sequence': 17,
      'no tensor of the protocol: optional': 7,
    });
  });
});
