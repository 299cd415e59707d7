import { invalidArgument } from '../../errors.ts';
import type { InferenceRequest } from '../../scheduling/inference.ts';

/** Which headers of a request the model hears of, as parameters; undefined: none. */
export interface HeaderForwarding {
  readonly http: RegExp | undefined;
  readonly grpc: RegExp | undefined;
}

/** Parameters that the server itself acts on: no proxy on the way shall set them by accident. */
const RESERVED = new Set([
  'binary_data_output',
  'headers',
  'priority',
  'sequence_end',
  'sequence_id',
  'sequence_start',
  'timeout',
]);

/**
 * The parameters of a request with its forwarded headers. A header counts before a parameter of the same name, so that
 * what a proxy in front of the server says of a caller cannot be overwritten by the caller.
 * @param headers names and values, as many as there are
 * @throws InferdeckError when a forwarded header has a name that callers may not use
 */
export function withForwardedHeaders(
  parameters: InferenceRequest['parameters'],
  headers: () => Iterable<readonly [string, string]>,
  pattern: RegExp | undefined,
): InferenceRequest['parameters'] {
  if (pattern === undefined) return parameters;
  const forwarded = [...headers()].filter(([name]) => pattern.test(name));
  for (const [name] of forwarded) checkName(name);
  return { ...parameters, ...Object.fromEntries(forwarded) };
}

function checkName(name: string): void {
  const lower = name.toLowerCase();
  if (!lower.startsWith('triton_') && !RESERVED.has(lower)) return;
  throw invalidArgument(`Header '${name}' is reserved for Triton usage and cannot be forwarded.`);
}
