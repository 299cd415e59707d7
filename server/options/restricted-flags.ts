import { invalidArgument } from '../errors.ts';
import {
  API_GROUPS,
  type ApiGroup,
  type ExpectedHeader,
  type Restrictions,
} from '../protocols/v2/restricted-apis.ts';
import type { FlagValues } from './values.ts';

export const RESTRICTED_FLAGS = {
  'http-restricted-api': { type: 'string', multiple: true },
  'grpc-restricted-protocol': { type: 'string', multiple: true },
} as const;

/** What a gRPC client puts before the key. */
const GRPC_PREFIX = 'triton-grpc-protocol-';

/** Which parts of the protocol are restricted. @throws InferdeckError naming the flag and what is wrong with it */
export function restrictedOptions(values: FlagValues<typeof RESTRICTED_FLAGS>): {
  readonly http: Restrictions;
  readonly grpc: Restrictions;
} {
  return {
    http: restrictions('http-restricted-api', 'api', values['http-restricted-api'] ?? [], ''),
    grpc: restrictions(
      'grpc-restricted-protocol',
      'protocol',
      values['grpc-restricted-protocol'] ?? [],
      GRPC_PREFIX,
    ),
  };
}

function restrictions(
  flag: string,
  kind: 'api' | 'protocol',
  texts: readonly string[],
  prefix: string,
): Restrictions {
  const found = new Map<ApiGroup, ExpectedHeader>();
  for (const text of texts) {
    const [, names = '', key = '', value = ''] = /^([^:]+):([^=]+)=(.+)$/.exec(text) ?? [];
    // The value opens the door: it is not repeated in an error.
    if (names === '') throw invalidArgument(`--${flag} must be <${kind}>[,<${kind}>]:<header>=<value>.`);
    for (const name of names.split(',')) {
      const group = API_GROUPS.find((known) => known === name.trim());
      if (group === undefined) throw invalidArgument(`unknown restricted ${kind} '${name}'`);
      if (found.has(group))
        throw invalidArgument(`restricted ${kind} '${name}' can not be specified in multiple groups`);
      found.set(group, { name: `${prefix}${key.trim()}`.toLowerCase(), value });
    }
  }
  return found;
}
