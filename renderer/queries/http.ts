import type * as z from 'zod/mini';
import { type ErrorKind, InferdeckError } from '../../server/errors.ts';
import { errorBody } from './schema.ts';

const KIND_OF_STATUS: Readonly<Record<number, ErrorKind>> = {
  400: 'invalid-argument',
  404: 'not-found',
  409: 'already-exists',
  501: 'unsupported',
  503: 'unavailable',
};

/** The server could not be reached at all. */
function unreachable(cause: unknown): InferdeckError {
  return new InferdeckError('unavailable', 'The server does not answer.', {
    nextStep: 'The window tries again by itself; nothing you typed is lost.',
    cause,
  });
}

/** A refused request as an error with the server's own sentence. */
async function refusal(response: Response): Promise<InferdeckError> {
  const text = await response.text().catch(() => '');
  const body = errorBody.safeParse(parseJson(text));
  const fallback = KIND_OF_STATUS[response.status] ?? 'internal';
  if (!body.success) {
    return new InferdeckError(fallback, text.trim() || `The server answered with status ${response.status}.`);
  }
  const { error, kind = fallback, nextStep } = body.data;
  return new InferdeckError(kind, error, nextStep === undefined ? {} : { nextStep });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Sends a request to the server that served this page.
 * @throws InferdeckError with the server's sentence, or `unavailable` when nobody answers; an abort stays an abort
 */
export async function send(path: string, request: RequestInit = {}): Promise<Response> {
  const response = await fetch(path, { credentials: 'same-origin', ...request }).catch((thrown: unknown) => {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
    throw unreachable(thrown);
  });
  if (!response.ok) throw await refusal(response);
  return response;
}

/** Fetches JSON of a known shape. */
export async function fetchJson<T>(path: string, shape: z.ZodMiniType<T>, signal?: AbortSignal): Promise<T> {
  return await readJson(path, await send(path, signal === undefined ? {} : { signal }), shape);
}

/** Sends JSON and reads the answer, of a known shape. */
export async function sendJson<T>(
  method: 'POST' | 'PUT' | 'PATCH',
  path: string,
  body: unknown,
  shape: z.ZodMiniType<T>,
): Promise<T> {
  const headers = { 'Content-Type': 'application/json' };
  return await readJson(path, await send(path, { method, headers, body: JSON.stringify(body) }), shape);
}

async function readJson<T>(path: string, response: Response, shape: z.ZodMiniType<T>): Promise<T> {
  const parsed = shape.safeParse(parseJson(await response.text()));
  if (parsed.success) return parsed.data;
  throw new InferdeckError('internal', `The server's answer to ${path} is not what this window expects.`, {
    nextStep: 'Reload the page; the server may be newer than the window.',
    cause: parsed.error,
  });
}
