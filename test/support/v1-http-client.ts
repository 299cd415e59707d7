import { connect } from 'node:net';
import type { TestServer } from './server.ts';

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly statusLine: string;
  /** In the order in which they came. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** Sends a request of the protocol of 2019 as its clients write it, and reads the answer byte by byte. */
export async function callV1(
  server: Pick<TestServer, 'port'>,
  method: string,
  path: string,
  { headers = [], body = new Uint8Array() }: { headers?: readonly string[]; body?: Uint8Array } = {},
): Promise<RawAnswer> {
  const head = [
    `${method} ${path} HTTP/1.1`,
    `Host: localhost:${server.port}`,
    'Accept: */*',
    ...headers,
    ...(method === 'POST' ? [`Content-Length: ${body.byteLength}`] : []),
  ];
  const socket = connect(server.port, '127.0.0.1');
  try {
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    socket.write(body);
    return await readAnswer(socket);
  } finally {
    socket.destroy();
  }
}

async function readAnswer(chunks: AsyncIterable<Buffer>): Promise<RawAnswer> {
  let bytes = Buffer.alloc(0);
  for await (const chunk of chunks) {
    bytes = Buffer.concat([bytes, chunk]);
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0) continue;
    const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
    const headers = lines.map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)] as const;
    });
    const length = Number(headers.find(([name]) => name === 'Content-Length')?.[1] ?? 0);
    const body = bytes.subarray(end + 4);
    if (body.byteLength >= length) return { statusLine, headers, body };
  }
  throw new Error('The server hung up before its answer was complete.');
}

/** The value of a header. */
export function headerOf({ headers }: RawAnswer, name: string): string | undefined {
  return headers.find(([candidate]) => candidate === name)?.[1];
}
