import { expect, test } from 'vitest';
import type { DeskEvent } from '../../../../server/protocols/desk/contract.ts';
import type { LogPage } from '../../../../server/telemetry/logs/contract.ts';
import { LogLines } from '../../../../server/telemetry/logs/log-lines.ts';
import { deskClient } from '../../../support/desk-client.ts';
import { startServer } from '../../../support/server.ts';
import { SAMPLES } from '../../../support/temp.ts';

test('lines are given with the model that they are about, and with what is asked for', async () => {
  const server = await startServer(SAMPLES, { loadModels: ['add_sub', 'mnist'] });
  const desk = await deskClient(server);
  const page = async (query: string): Promise<LogPage> =>
    JSON.parse(await (await desk.call('GET', `/desk/logs?${query}`)).text());
  const about = await page('model=add_sub&limit=10');
  expect(about.lines.map(({ text, version, level }) => [text, version, level])).toEqual([
    ["New status tracking for model 'add_sub'", undefined, 'info'],
    ['loading: add_sub:1', 1, 'info'],
    ["successfully loaded 'add_sub' version 1", 1, 'info'],
  ]);
  expect((await page('levels=warning,error&model=add_sub')).lines).toEqual([]);
  const [last] = (await page('search=TRACKING&limit=1')).lines;
  expect(last?.text).toContain('New status tracking');
  const wrong = await desk.call('GET', '/desk/logs?levels=loud');
  expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('levels')]);
  expect((await fetch(new URL('/desk/logs', server.url))).status).toBe(401);
});

test('the console prints what it did before: facts about a line are not repeated', async () => {
  const server = await startServer(SAMPLES, { loadModels: ['add_sub'] });
  expect(server.log()).toMatch(/^I\d{4} [\d:.]{15} \d+\] "loading: add_sub:1"$/m);
});

test('a request that fails is a verbose line with its id', async () => {
  const server = await startServer(SAMPLES, { loadModels: ['add_sub'] });
  const desk = await deskClient(server);
  await server.post('/v2/logging', { log_verbose_level: 1 });
  const input = { name: 'INPUT9', datatype: 'FP32', shape: [16], data: Array(16).fill(0) };
  await server.post('/v2/models/add_sub/infer', { id: 'request-7', inputs: [input] });
  const page: LogPage = JSON.parse(await (await desk.call('GET', '/desk/logs?requestId=request-7')).text());
  expect(page.lines).toMatchObject([{ level: 'verbose', model: 'add_sub', requestId: 'request-7' }]);
  expect(page.lines[0]?.text).toContain('INPUT9');
});

test('windows hear that there are new lines, not of each', async () => {
  const logLines = new LogLines();
  const server = await startServer(SAMPLES, { loadModels: [], logLines });
  const { fetch: send } = await deskClient(server);
  const stream = (await send('/desk/events')).body?.getReader();
  await stream?.read();
  const time = Date.now();
  for (let count = 0; count < 500; count += 1) logLines.add({ time, level: 'info', text: `line ${count}` });
  const heard: DeskEvent[] = [];
  let rest = '';
  while (!heard.some((event) => event.type === 'logs' && event.newest === logLines.newest)) {
    rest += new TextDecoder().decode((await stream?.read())?.value);
    const parts = rest.split('\n\n');
    rest = parts.pop() ?? '';
    heard.push(...parts.filter((part) => part.startsWith('data: ')).map((part) => JSON.parse(part.slice(6))));
  }
  expect(heard.filter(({ type }) => type === 'logs').length).toBeLessThan(5);
  await stream?.cancel();
});
