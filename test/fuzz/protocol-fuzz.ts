import { connect } from 'node:net';
import { Client, credentials } from '@grpc/grpc-js';
import { seeded } from '../support/seeded.ts';
import { type StrangeRequest, strangeRequest } from './protocol-requests.ts';

/** Where the server under test listens. */
export interface Doors {
  readonly httpPort: number;
  readonly grpcPort: number;
}

export interface ProtocolFuzzResult {
  readonly runs: number;
  /** How often each answer was given: an HTTP status, a gRPC code, or `closed`. */
  readonly answers: ReadonlyMap<string, number>;
  readonly failure?: { readonly seed: number; readonly request: StrangeRequest; readonly error: unknown };
}

/** Longer than this without an answer, and the server hangs. */
const PATIENCE_MS = 20_000;
const AT_ONCE = 8;
const GOOD_EVERY = 10;

/**
 * Sends a running server `runs` strange requests, several at once, and good ones between them: each strange one must be
 * answered or its connection closed, and each good one answered rightly.
 */
export async function fuzzProtocol(
  doors: Doors,
  seed: number,
  runs: number,
  onRun: (run: number) => void = () => undefined,
): Promise<ProtocolFuzzResult> {
  const grpc = new Client(`127.0.0.1:${doors.grpcPort}`, credentials.createInsecure());
  const answers = new Map<string, number>();
  let failure: ProtocolFuzzResult['failure'];
  let next = 0;
  const caller = async () => {
    while (next < runs && failure === undefined) {
      const run = next++;
      const request = strangeRequest(seeded(seed + run));
      try {
        const answer = await (request.door === 'http'
          ? answerOverHttp(doors.httpPort, request.bytes)
          : answerOverGrpc(grpc, request.bytes));
        answers.set(answer, (answers.get(answer) ?? 0) + 1);
        if (run % GOOD_EVERY === 0) await expectRightAnswer(doors.httpPort);
      } catch (error) {
        failure ??= { seed: seed + run, request, error };
      }
      onRun(run);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, caller));
  grpc.close();
  return { runs: next, answers, ...(failure !== undefined && { failure }) };
}

/** @returns the status, or `closed`. @throws Error when neither comes, or what comes is no HTTP */
function answerOverHttp(port: number, bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const chunks: Buffer[] = [];
    const patience = setTimeout(() => {
      socket.destroy();
      reject(new Error('no answer, and the connection stays open'));
    }, PATIENCE_MS);
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    // A server that closes while it is still written to resets the connection.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(patience);
      const text = Buffer.concat(chunks).toString('latin1');
      const status = /^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1];
      if (text === '') resolve('closed');
      else if (status === undefined) reject(new Error(`not HTTP: ${text.slice(0, 80)}`));
      else resolve(`HTTP ${status}`);
    });
    socket.end(bytes);
  });
}

/** @throws Error when no status comes in time */
function answerOverGrpc(client: Client, bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      '/inference.GRPCInferenceService/ModelInfer',
      (message: Uint8Array) => Buffer.from(message),
      (answer: Buffer) => answer,
      bytes,
      { deadline: Date.now() + PATIENCE_MS },
      (error) => {
        if (error?.details === 'Deadline exceeded') reject(new Error('no answer over gRPC'));
        else resolve(`gRPC ${error === null ? 0 : error.code}`);
      },
    );
  });
}

async function expectRightAnswer(port: number): Promise<void> {
  const row = Array.from({ length: 16 }, (_, index) => index);
  const inputs = ['INPUT0', 'INPUT1'].map((name) => ({ name, datatype: 'INT32', shape: [1, 16], data: row }));
  const response = await fetch(`http://127.0.0.1:${port}/v2/models/add_sub/infer`, {
    method: 'POST',
    body: JSON.stringify({ inputs }),
  });
  const text = await response.text();
  const sums = `"data":[${row.map((value) => 2 * value).join(',')}]`;
  if (!text.includes(sums))
    throw new Error(`a good request was answered ${response.status}: ${text.slice(0, 200)}`);
}
