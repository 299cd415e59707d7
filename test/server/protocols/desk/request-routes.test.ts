import { expect, test } from 'vitest';
import { deskClient } from '../../../support/desk-client.ts';
import { errorOf, startServer } from '../../../support/server.ts';
import { SAMPLES, tempFolder } from '../../../support/temp.ts';

const MADE = {
  at: 1,
  model: 'm',
  version: 1,
  milliseconds: 1,
  inputs: [],
  outcome: { state: 'failed', message: 'no' },
};

async function desk() {
  const server = await startServer(SAMPLES, { loadModels: [], stateFolder: await tempFolder() });
  const client = await deskClient(server);
  const add = (told: object, messages = '', length?: number) => {
    const json = JSON.stringify(told);
    return client.fetch('/desk/requests', {
      method: 'POST',
      headers: {
        'content-type': 'application/octet-stream',
        'inference-header-content-length': String(length ?? json.length),
      },
      body: json + messages,
    });
  };
  return { ...client, add };
}

test('a request of the window is told, listed, given back, pinned and forgotten', async () => {
  const { add, call } = await desk();
  const told = { ...MADE, request: { json: 2, total: 5 } };
  const response = await add(told, 'hello');
  expect(response.status).toBe(201);
  const { id }: { id: string } = JSON.parse(await response.text());
  expect(await (await call('GET', '/desk/requests')).json()).toEqual([{ ...told, id, pinned: false }]);
  const message = await call('GET', `/desk/requests/${id}/request`);
  expect([message.headers.get('inference-header-content-length'), await message.text()]).toEqual([
    '2',
    'hello',
  ]);
  expect((await call('GET', `/desk/requests/${id}/response`)).status).toBe(404);
  const pinned = await call('PATCH', `/desk/requests/${id}`, { pinned: true });
  expect(await pinned.json()).toMatchObject({ pinned: true });
  expect((await call('DELETE', '/desk/requests?model=m')).status).toBe(204);
  expect((await call('DELETE', `/desk/requests/${id}`)).status).toBe(204);
  expect(await (await call('GET', '/desk/requests')).json()).toEqual([]);
});

test.each<[string, object, string, number | undefined, RegExp]>([
  [
    'whose messages are of another size',
    { ...MADE, request: { json: 0, total: 3 } },
    'four',
    undefined,
    /4 bytes where 3/,
  ],
  ['without a model', { ...MADE, model: '' }, '', undefined, /no request that can be kept/],
  ['that does not say where its JSON ends', MADE, '', 0, /must say how many/],
  ['that is no JSON', MADE, '', 5, /This is no JSON/],
])('a request %s is refused', async (_, told, messages, length, why) => {
  const { add } = await desk();
  const response = await add(told, messages, length);
  expect([response.status, await errorOf(response)]).toEqual([400, expect.stringMatching(why)]);
});
