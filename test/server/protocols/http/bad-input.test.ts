import { once } from 'node:events';
import { createServer } from 'node:http';
import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { httpServer } from '../../../../server/protocols/http/http-server.ts';
import { bindHttp } from '../../../../server/protocols/listen.ts';
import { rawSocket } from '../../../support/raw-socket.ts';
import { errorOf, startServer, type TestServer } from '../../../support/server.ts';
import { SAMPLES } from '../../../support/temp.ts';

const start = () => startServer(SAMPLES, { loadModels: ['add_sub'], maxInputBytes: 1_000_000 });
const POST = 'POST /v2/models/add_sub/infer HTTP/1.1\r\nHost: localhost\r\n';

/** A good request, which nothing may disturb. */
async function expectGood(server: TestServer): Promise<void> {
  const data = Array.from({ length: 16 }, () => 1);
  const inputs = ['INPUT0', 'INPUT1'].map((name) => ({ name, datatype: 'INT32', shape: [1, 16], data }));
  expect((await server.post('/v2/models/add_sub/infer', { inputs })).status).toBe(200);
}

describe('a caller who is slow', () => {
  /** Stands for the server with less patience. */
  async function impatient(): Promise<number> {
    const server = httpServer(
      (request, response) => {
        request.resume();
        request.once('end', () => response.end('whole'));
      },
      { headersMs: 100, requestMs: 200, lookEveryMs: 20 },
    );
    onTestFinished(() => void server.close());
    return await bindHttp(server)('127.0.0.1', 0);
  }

  test.each([
    ['its headers', 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow'],
    ['its body', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nsome'],
  ])('with %s gets 408, and the others are answered', async (_what, text) => {
    const port = await impatient();
    const slow = rawSocket(port);
    slow.socket.write(text);
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('whole');
    expect(await slow.closed).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('is no more than a hundred others to the real server', async () => {
    const server = await start();
    for (let count = 0; count < 100; count += 1) rawSocket(server.port).socket.write(POST);
    await expectGood(server);
  });

  test('is given the same patience by every server of Node', () => {
    const { headersTimeout, maxHeadersCount } = createServer();
    expect(httpServer(() => {})).toMatchObject({ headersTimeout, maxHeadersCount });
  });
});

describe('too much input', () => {
  test('in headers gets 431', async () => {
    const server = await start();
    const { socket, closed } = rawSocket(server.port);
    socket.write(
      `${POST}${Array.from({ length: 1000 }, (_, index) => `X-${index}: ${'y'.repeat(100)}\r\n`).join('')}`,
    );
    expect(await closed).toMatch(/^HTTP\/1\.1 431 /);
    await expectGood(server);
  });

  test('in a body without end is refused at the limit, and then cut off', async () => {
    const server = await start();
    const { socket, closed } = rawSocket(server.port);
    const part = Buffer.alloc(1024 * 1024, '[');
    socket.write(`${POST}Transfer-Encoding: chunked\r\n\r\n`);
    const before = process.memoryUsage().rss;
    const goOn = () => {
      while (
        !socket.destroyed &&
        socket.write(`${part.length.toString(16)}\r\n`) &&
        socket.write(part) &&
        socket.write('\r\n')
      );
    };
    socket.on('drain', goOn);
    goOn();
    expect(await closed).toMatch(
      /^HTTP\/1\.1 400 [^]*request JSON size of \d+ bytes exceeds the maximum allowed input size of 1000000 bytes/,
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 ** 2);
    await expectGood(server);
  });

  test.each([10 ** 15, 2 ** 31, 2 ** 53])(
    'announced as %d bytes of tensors is refused before it comes',
    async (length) => {
      const server = await start();
      const { socket, holds } = rawSocket(server.port);
      socket.write(`${POST}Content-Length: ${length}\r\nInference-Header-Content-Length: 2\r\n\r\n{}some`);
      expect(await holds('bytes')).toMatch(/^HTTP\/1\.1 400 /);
      await expectGood(server);
    },
  );

  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
  ])('packed small with %s is unpacked up to the limit', async (encoding, pack) => {
    const server = await start();
    const body = new Uint8Array(pack(Buffer.alloc(200_000_000)));
    const answer = await server.call('/v2/models/add_sub/infer', {
      method: 'POST',
      body,
      headers: { 'Content-Encoding': encoding },
    });
    expect(answer.status).toBe(400);
    expect(await errorOf(answer)).toMatch(
      /^Decompressed data size exceeds the maximum allowed value of 1000000 bytes/,
    );
    await expectGood(server);
  });

  test.each(['[', '{"a":'])('nested deeply with %s is refused without a stack of its depth', async (open) => {
    const server = await start();
    const answer = await server.call('/v2/models/add_sub/infer', {
      method: 'POST',
      body: open.repeat(150_000),
    });
    expect(answer.status).toBe(400);
    expect(await errorOf(answer)).toBe('JSON nesting depth exceeds maximum allowed limit (100)');
    await expectGood(server);
  });
});

describe('requests one right after the other on one connection', () => {
  test('are answered in turn up to the first that is none', async () => {
    const server = await start();
    const { socket, closed } = rawSocket(server.port);
    const good = 'GET /v2/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n';
    socket.write(`${good.repeat(500)}\u0000junk junk\r\n\r\n${good.repeat(500)}`);
    const answers = await closed;
    expect(answers.split('HTTP/1.1 200 ').length - 1).toBeLessThanOrEqual(500);
    expect(answers.match(/HTTP\/1\.1 400 /g)).toHaveLength(1);
    await expectGood(server);
  });

  test('that announce two lengths, or a length and chunks, are not taken', async () => {
    const server = await start();
    for (const heads of [
      'Content-Length: 2\r\nContent-Length: 5\r\n',
      'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n',
    ]) {
      const { socket, closed } = rawSocket(server.port);
      socket.write(`${POST}${heads}\r\n{}GET / HTTP/1.1\r\n\r\n`);
      expect(await closed).toMatch(/^HTTP\/1\.1 400 /);
    }
    await expectGood(server);
  });

  test('of which the caller reads no answer hold nobody up', async () => {
    const server = await start();
    const { socket } = rawSocket(server.port);
    socket.pause();
    const requests = 'GET /v2/models/add_sub/config HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(1000);
    for (let count = 0; count < 20; count += 1) if (!socket.write(requests)) break;
    await expectGood(server);
    socket.destroy();
    await once(socket, 'close');
    await expectGood(server);
  });
});
