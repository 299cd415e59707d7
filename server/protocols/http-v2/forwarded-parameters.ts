import type { InferenceRequest } from '../../scheduling/inference.ts';
import { withForwardedHeaders } from '../v2/forwarded-headers.ts';
import type { V2Services } from '../v2/services.ts';
import type { V2Call } from './call.ts';

/** The parameters of a call with its forwarded headers, named as they were written. @throws InferdeckError for a reserved name */
export function forwardedParameters(
  { forwarding }: V2Services,
  { request }: V2Call,
  parameters: InferenceRequest['parameters'],
): InferenceRequest['parameters'] {
  return withForwardedHeaders(parameters, () => pairsOf(request.rawHeaders), forwarding.http);
}

function pairsOf(raw: readonly string[]): (readonly [string, string])[] {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : []));
}
