import { Agent, request } from 'node:http';

/** Sends one request and reads its answer to the end. @throws when the answer is not 200 */
export type Call = (
  method: 'GET' | 'POST',
  path: string,
  body?: Uint8Array,
  headers?: Readonly<Record<string, string>>,
) => Promise<Buffer>;

/** A client of one server on this machine, over kept-alive connections. */
export function callerOf(port: number): { readonly call: Call; readonly close: () => void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const call: Call = (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': body.byteLength };
      const sent = request({
        host: '127.0.0.1',
        port,
        method,
        path,
        agent,
        headers: { ...headers, ...length },
      });
      sent.once('error', reject);
      sent.once('response', (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('end', () =>
          response.statusCode === 200
            ? resolve(Buffer.concat(parts))
            : reject(new Error(`${path} answered ${response.statusCode}`)),
        );
      });
      sent.end(body);
    });
  return { call, close: () => agent.destroy() };
}
