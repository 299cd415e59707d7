import type { z } from 'zod';
import { InferdeckError, invalidArgument } from '../errors.ts';
import { remoteFailure, remoteRefusal } from './remote-failure.ts';

/** How long another server may take to answer a question about itself. */
const ANSWER_MS = 10_000;
/** How long it may take for an inference, and the way there and back. */
const INFER_MS = 120_000;

interface Call {
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly signal: AbortSignal;
}

/** Another server that speaks the v2 protocol over HTTP. Redirects are not followed, and every call has its deadline. */
export class RemoteServer {
  /** Scheme, host and port, for sentences: what follows may tell more than it should. */
  readonly name: string;
  readonly #base: URL;

  /** @param address where `/v2` lies below. @throws InferdeckError when it is no address of HTTP */
  constructor(address: string) {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
      throw invalidArgument(`'${address}' is no address of a server, such as http://gpu-box:8000.`);
    }
    if (url.username !== '' || url.password !== '') {
      throw invalidArgument('An address that is kept in files must not hold a password.');
    }
    this.name = url.origin;
    this.#base = new URL(url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`, url.origin);
  }

  /** What the server says, as JSON of a known shape. @throws InferdeckError naming the server and what is wrong */
  async json<T>(call: Call, shape: z.ZodType<T>): Promise<T> {
    const { bytes } = await this.#send(call, ANSWER_MS);
    const read = shape.safeParse(parsed(new TextDecoder().decode(bytes)));
    if (read.success) return read.data;
    throw new InferdeckError(
      'unknown',
      `${this.name} does not answer /${call.path} as the v2 protocol says.`,
      {
        nextStep: 'See whether the address is that of an inference server.',
      },
    );
  }

  /** Whether the server has something under a path. */
  async answers(call: Call): Promise<boolean> {
    return await this.#send(call, ANSWER_MS).then(
      () => true,
      () => false,
    );
  }

  /** An inference, with the answer's headers and bytes. @throws InferdeckError with the server's own sentence */
  async infer(call: Call): Promise<{ readonly headers: Headers; readonly bytes: Uint8Array<ArrayBuffer> }> {
    return await this.#send({ ...call, method: 'POST' }, INFER_MS);
  }

  async #send({ path, method = 'GET', headers, body, signal }: Call, deadlineMs: number) {
    try {
      const response = await fetch(new URL(path, this.#base), {
        method,
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
        ...(headers !== undefined && { headers }),
        ...(body !== undefined && { body }),
      });
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (response.status === 200) return { headers: response.headers, bytes };
      throw remoteRefusal(this.name, response.status, new TextDecoder().decode(bytes));
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof InferdeckError ? error : remoteFailure(this.name, error);
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
