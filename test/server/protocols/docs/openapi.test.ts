import { PassThrough } from 'node:stream';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { createModels } from '../../../../server/create-models.ts';
import { createServices } from '../../../../server/create-services.ts';
import { Devices } from '../../../../server/devices/devices.ts';
import { parseOptions } from '../../../../server/options.ts';
import { DOCUMENT } from '../../../../server/protocols/docs/document.ts';
import { v2Routes } from '../../../../server/protocols/http-v2/all-routes.ts';
import { matchRoute } from '../../../../server/protocols/http-v2/routes.ts';
import { createLog } from '../../../../server/telemetry/log.ts';
import { LogSettings } from '../../../../server/telemetry/log-settings.ts';
import { LogLines } from '../../../../server/telemetry/logs/log-lines.ts';
import { BACKEND_ENTRIES, startServer } from '../../../support/server.ts';
import { SAMPLES, tempFolder } from '../../../support/temp.ts';

/** The addresses of the router, without a server around them. */
async function routes() {
  const options = {
    ...parseOptions([`--model-repository=${SAMPLES}`]),
    stateFolder: await tempFolder(),
  };
  const logSettings = new LogSettings(undefined);
  const log = createLog(logSettings, new LogLines(), new PassThrough());
  const parts = { log, backendEntries: BACKEND_ENTRIES, devices: new Devices() };
  const { models } = await createModels(options, parts);
  return v2Routes(createServices(options, { log, logSettings }, models, new AbortController().signal).v2);
}

const DOCUMENTED = Object.entries(DOCUMENT.paths).flatMap(([template, item]) =>
  Object.keys(item).map((method) => ({
    method: method.toUpperCase(),
    path: template.replace('{version}', '1').replaceAll(/\{(\w+)\}/g, 'a-$1'),
  })),
);

describe('the document', () => {
  test('is valid OpenAPI 3.1', async () => {
    const verdict = await new Validator().validate({ ...DOCUMENT });
    expect(verdict).toEqual({ valid: true });
  });

  test('names what is there, under names of its own', () => {
    const operations = Object.values(DOCUMENT.paths).flatMap((item) => Object.values(item));
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const links = [...JSON.stringify(DOCUMENT).matchAll(/"#\/components\/schemas\/(\w+)"/g)];
    for (const [, name = ''] of links) expect(DOCUMENT.components.schemas).toHaveProperty(name);
    const tags = DOCUMENT.tags.map(({ name }) => name);
    for (const {
      tags: [tag],
    } of operations)
      expect(tags).toContain(tag);
  });

  test('tells only of calls that the router answers', async () => {
    const all = await routes();
    const strangers = DOCUMENTED.filter(
      ({ method, path }) => typeof matchRoute(all, method, path) === 'number',
    );
    expect(strangers).toEqual([]);
  });

  test('tells of every route', async () => {
    const all = await routes();
    const untold = all.filter((route) => {
      const mine = DOCUMENTED.filter(({ method }) => method === route.method);
      return !mine.some(({ path }) => {
        const match = matchRoute(all, route.method, path);
        return typeof match === 'object' && match.handle === route.handle;
      });
    });
    expect(untold.map(({ method, path }) => `${method} ${path.source}`)).toEqual([]);
  });
});

test('the page needs no session, no script, and names every address', async () => {
  const { call } = await startServer(SAMPLES, { loadModels: [] });
  const page = await call('/docs');
  const markup = await page.text();
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(markup).not.toMatch(/<script|https?:/);
  for (const path of Object.keys(DOCUMENT.paths)) expect(markup).toContain(`<code>${path}</code>`);
  expect(await (await call('/docs/openapi.json')).json()).toEqual(JSON.parse(JSON.stringify(DOCUMENT)));
});
