import { describe, expect, test } from 'vitest';
import { parseOptions } from '../../../../server/options.ts';
import { startServer } from '../../../support/server.ts';
import { SAMPLES } from '../../../support/temp.ts';

const PAGE = 'https://demo.example';

async function opened(...allowedOrigins: readonly string[]) {
  const { call } = await startServer(SAMPLES, { loadModels: ['add_sub'], allowedOrigins });
  const ask = (path: string, origin: string, headers: Record<string, string> = {}, method = 'OPTIONS') =>
    call(path, { method, headers: { origin, ...headers } });
  return { ask };
}

const PREFLIGHT = {
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'content-type,inference-header-content-length',
};

describe('a page of another origin', () => {
  test('that was named may call the protocol, and its browser is told so', async () => {
    const { ask } = await opened(PAGE);
    const may = await ask('/v2/models/add_sub/infer', PAGE, PREFLIGHT);
    expect([may.status, may.headers.get('access-control-allow-origin')]).toEqual([204, PAGE]);
    expect(may.headers.get('access-control-allow-headers')).toBe(PREFLIGHT['access-control-request-headers']);
    expect(may.headers.has('access-control-allow-credentials')).toBe(false);
    const index = await ask('/v2/repository/index', PAGE, {}, 'POST');
    expect([index.status, index.headers.get('access-control-allow-origin')]).toEqual([200, PAGE]);
    expect(index.headers.get('access-control-expose-headers')).toContain('Inference-Header-Content-Length');
  });

  test.each([
    ['of another name', ['https://demo.example:8443']],
    ['when nobody was named', []],
  ])('%s may not', async (_, origins) => {
    const { ask } = await opened(...origins);
    const may = await ask('/v2/models/add_sub/infer', PAGE, PREFLIGHT);
    expect(may.headers.has('access-control-allow-origin')).toBe(false);
    expect((await ask('/v2/repository/index', PAGE, {}, 'POST')).status).toBe(403);
  });

  test('never gets at the window, nor at the protocol of 2019', async () => {
    const { ask } = await opened('*');
    expect((await ask('/v2/repository/index', PAGE, {}, 'POST')).status).toBe(200);
    for (const path of ['/desk/shutdown', '/api/modelcontrol/unload/add_sub']) {
      const refused = await ask(path, PAGE, {}, 'POST');
      expect([refused.status, refused.headers.has('access-control-allow-origin')]).toEqual([403, false]);
    }
  });
});

test.each(['demo.example', 'https://demo.example/path', 'https://demo.example/', ''])(
  '%j is no origin',
  (text) => {
    expect(() => parseOptions(['--model-repository=/m', `--http-cors-origin=${text}`])).toThrow(
      '--http-cors-origin must be an origin like https://example.com',
    );
  },
);
