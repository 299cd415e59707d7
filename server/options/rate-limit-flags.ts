import { invalidArgument } from '../errors.ts';
import type { ResourceLimit } from '../scheduling/rate-limiter.ts';
import type { FlagValues } from './values.ts';

export const RATE_LIMIT_FLAGS = {
  'rate-limit': { type: 'string' },
  'rate-limit-resource': { type: 'string', multiple: true },
} as const;

const MODES = ['off', 'execution_count'];

/** The resources that instances share; undefined: rates are not limited. @throws InferdeckError naming the flag */
export function rateLimitOptions(
  values: FlagValues<typeof RATE_LIMIT_FLAGS>,
): readonly ResourceLimit[] | undefined {
  const mode = values['rate-limit'] ?? 'off';
  if (!MODES.includes(mode))
    throw invalidArgument(`--rate-limit must be ${MODES.join(' or ')}, not '${mode}'.`);
  const limits = (values['rate-limit-resource'] ?? []).map(limitOf);
  return mode === 'off' ? undefined : limits;
}

function limitOf(text: string): ResourceLimit {
  const [, name = '', count = '', device] = /^(.+?):(\d+)(?::(\d+))?$/.exec(text) ?? [];
  if (name === '') {
    throw invalidArgument(`--rate-limit-resource must be <name>:<count>[:<device>], not '${text}'.`);
  }
  return { name, count: Number(count), device: device === undefined ? undefined : Number(device) };
}
