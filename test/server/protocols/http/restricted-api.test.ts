import { describe, expect, test } from 'vitest';
import { parseOptions } from '../../../../server/options.ts';
import { apiOfAddress } from '../../../../server/protocols/http/restricted-api.ts';
import { deskClient } from '../../../support/desk-client.ts';
import { errorOf, startServer } from '../../../support/server.ts';
import { SAMPLES } from '../../../support/temp.ts';

describe('the part of the protocol that an address belongs to', () => {
  test.each([
    ['/v2', 'metadata'],
    ['/v2/', 'metadata'],
    ['/v2/health/live', 'health'],
    ['/v2/health/ready?x=1', 'health'],
    ['/v2/models/m', 'metadata'],
    ['/v2/models/m/versions/1', 'metadata'],
    ['/v2/models/m/ready', 'health'],
    ['/v2/models/m/versions/2/infer', 'inference'],
    ['/v2/models/m/generate', 'inference'],
    ['/v2/models/m/generate_stream', 'inference'],
    ['/v2/models/m/config', 'model-config'],
    ['/v2/models/stats', 'statistics'],
    ['/v2/models/m/stats', 'statistics'],
    ['/v2/trace/setting', 'trace'],
    ['/v2/models/m/trace/setting', 'trace'],
    ['/v2/logging', 'logging'],
    ['/v2/repository/index', 'model-repository'],
    ['/v2/repository/models/m/load', 'model-repository'],
    ['/v2/systemsharedmemory/status', 'shared-memory'],
    ['/v2/cudasharedmemory/region/r/register', 'shared-memory'],
    ['/api/infer/m/1', 'inference'],
    ['/api/health/live', 'health'],
    ['/api/status/m', 'metadata'],
    ['/api/modelcontrol/load/m', 'model-repository'],
    ['/api/sharedmemorycontrol/status', 'shared-memory'],
    ['/desk/models', undefined],
  ])('%s: %s', (address, part) => {
    expect(apiOfAddress(address)).toBe(part);
  });
});

async function restricted() {
  const { restricted: parts } = parseOptions([
    `--model-repository=${SAMPLES}`,
    '--http-restricted-api=model-repository,inference:admin-key=open sesame',
  ]);
  return await startServer(SAMPLES, { loadModels: ['add_sub'], restricted: parts });
}

describe('a restricted part over HTTP', () => {
  test.each([
    '/v2/repository/index',
    '/v2/models/add_sub/infer',
    '/api/infer/add_sub',
    '/api/modelcontrol/load/add_sub',
  ])('%s is for those who send its header', async (path) => {
    const { call } = await restricted();
    for (const headers of [{}, { 'admin-key': 'open' }, { 'admin-key': '' }]) {
      const refused = await call(path, { method: 'POST', headers, body: '{}' });
      expect([refused.status, await errorOf(refused)]).toEqual([
        403,
        "This API is restricted, expecting header 'admin-key'",
      ]);
    }
    const let_in = await call(path, { method: 'POST', headers: { 'admin-key': 'open sesame' }, body: '{}' });
    expect(let_in.status).not.toBe(403);
  });

  test('leaves the others open, and itself to the window', async () => {
    const server = await restricted();
    expect((await server.call('/v2/health/ready')).status).toBe(200);
    expect((await server.call('/v2/models/add_sub/config')).status).toBe(200);
    const { call } = await deskClient(server);
    expect((await call('POST', '/v2/repository/index')).status).toBe(200);
  });
});
