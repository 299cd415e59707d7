import { expect, test } from 'vitest';
import type { RequestSpan } from '../../../../server/telemetry/trace/contract.ts';
import { deskClient } from '../../../support/desk-client.ts';
import { twoStepEnsemble } from '../../../support/ensembles.ts';
import { repositoryOf } from '../../../support/repository.ts';
import { startServer } from '../../../support/server.ts';

const BODY = { inputs: [{ name: 'IN', datatype: 'FP32', shape: [1, 4], data: [1, 2, 3, 4] }] };

async function tracing() {
  const server = await startServer(await repositoryOf(twoStepEnsemble()));
  const desk = await deskClient(server);
  const infer = (key: string, body: object = BODY) =>
    desk.fetch('/v2/models/all/infer', {
      method: 'POST',
      headers: { 'inferdeck-trace-key': key },
      body: JSON.stringify(body),
    });
  const spansOf = async (key: string): Promise<RequestSpan[]> =>
    JSON.parse(await (await desk.call('GET', `/desk/traces/${key}`)).text());
  return { desk, infer, spansOf };
}

test('a request that asks for it is traced without any setting: itself, then each model that it went through', async () => {
  const { infer, spansOf } = await tracing();
  expect((await infer('one')).status).toBe(200);
  const spans = await spansOf('one');
  const [whole] = spans;
  expect(spans.map(({ model, version, parent }) => [model, version, parent])).toEqual([
    ['all', 1, null],
    ['m', 2, whole?.id],
    ['m', 2, whole?.id],
  ]);
  expect(spans.map(({ stages }) => stages.map(({ name }) => name))).toEqual([
    ['receive', 'queue', 'input', 'compute', 'output', 'send'],
    ['queue', 'input', 'compute', 'output'],
    ['queue', 'input', 'compute', 'output'],
  ]);
});

test('times count from its arrival: stages follow each other inside their span, steps inside the whole', async () => {
  const { infer, spansOf } = await tracing();
  await infer('one');
  const [whole, first, second] = await spansOf('one');
  if (whole === undefined || first === undefined || second === undefined)
    throw new Error('A span is missing.');
  expect(whole.from).toBe(0);
  const inOrder = [0, first.from, first.to, second.from, second.to, whole.to];
  expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
  for (const { from, to, stages } of [whole, first, second]) {
    const bounds = [from, ...stages.flatMap((stage) => [stage.from, stage.to]), to];
    expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
  }
});

test('a request that fails has a trace, one that nobody sent has none', async () => {
  const { desk, infer, spansOf } = await tracing();
  expect((await infer('bad', { inputs: [] })).status).toBe(400);
  expect((await spansOf('bad')).map(({ model }) => model)).toEqual(['all']);
  const unknown = await desk.call('GET', '/desk/traces/never');
  expect([unknown.status, await unknown.text()]).toEqual([404, expect.stringContaining("'never'")]);
});
