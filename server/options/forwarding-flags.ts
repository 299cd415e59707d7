import { invalidArgument } from '../errors.ts';
import type { HeaderForwarding } from '../protocols/v2/forwarded-headers.ts';
import type { FlagValues } from './values.ts';

export const FORWARDING_FLAGS = {
  'http-header-forward-pattern': { type: 'string' },
  'grpc-header-forward-pattern': { type: 'string' },
} as const;

/** Which headers models hear of. @throws InferdeckError naming the flag whose pattern cannot be read */
export function forwardingOptions(values: FlagValues<typeof FORWARDING_FLAGS>): HeaderForwarding {
  return {
    http: patternOf('http-header-forward-pattern', values['http-header-forward-pattern']),
    grpc: patternOf('grpc-header-forward-pattern', values['grpc-header-forward-pattern']),
  };
}

/** An empty pattern forwards nothing, as it does in the original. */
function patternOf(flag: string, text: string | undefined): RegExp | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    return new RegExp(text, 'i');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidArgument(`--${flag} must be a regular expression, got '${text}': ${reason}.`);
  }
}
