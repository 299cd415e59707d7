import { createServer, request } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bindHttp } from '../../../../server/protocols/listen.ts';
import { startServer } from '../../../support/server.ts';
import { SAMPLES } from '../../../support/temp.ts';

/** The status of a raw request; `fetch` would set Host and Origin by itself. */
function status(
  port: number,
  method: string,
  headers: Record<string, string>,
  path = '/v2/health/live',
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.once('error', reject).end();
  });
}

describe('the front door', () => {
  test.each([
    ['localhost', 200],
    ['127.0.0.1:8000', 200],
    ['[::1]:1', 200],
    ['evil.example', 403],
    ['localhost.evil.example', 403],
    ['192.168.1.9', 403],
  ])('a request for host %s gets %d', async (host, expected) => {
    const { port } = await startServer(SAMPLES, { loadModels: [] });
    expect(await status(port, 'GET', { host })).toBe(expected);
  });

  test('pages of other origins may look, but change nothing', async () => {
    const { port } = await startServer(SAMPLES, { loadModels: [] });
    const own = `http://127.0.0.1:${port}`;
    const index = (origin: string) => status(port, 'POST', { origin }, '/v2/repository/index');
    expect(await index(own)).toBe(200);
    expect(await index('https://evil.example')).toBe(403);
    expect(await index('null')).toBe(403);
    expect(await index(`http://127.0.0.1:${port + 1}`)).toBe(403);
    expect(await status(port, 'GET', { origin: 'https://evil.example' })).toBe(200);
  });

  test('a server that is bound to every address answers to any name', async () => {
    const { port } = await startServer(SAMPLES, { loadModels: [], httpAddress: '0.0.0.0' });
    expect(await status(port, 'GET', { host: 'gpu-box.lan' })).toBe(200);
  });
});

describe('a port that is taken', () => {
  async function takenPort(): Promise<number> {
    const other = createServer();
    onTestFinished(() => void other.close());
    return await bindHttp(other)('127.0.0.1', 0);
  }

  test('is refused with the name of who has it', async () => {
    const port = await takenPort();
    const start = startServer(SAMPLES, { loadModels: [], httpPort: port });
    await expect(start).rejects.toThrow(
      new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is in use by .* \\(process ${process.pid}\\)\\.$`),
    );
  });

  test('is passed over when the next free one will do', async () => {
    const port = await takenPort();
    const server = await startServer(SAMPLES, { loadModels: [], httpPort: port, nextFreePort: true });
    expect(server.port).toBeGreaterThan(port);
  });
});
