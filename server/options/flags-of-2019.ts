import { invalidArgument } from '../errors.ts';
import type { ControlMode } from '../lifecycle/served-models.ts';
import type { TraceLevel } from '../telemetry/trace/trace-state.ts';
import { type FlagValues, truth, wholeNumber } from './values.ts';

/** What the server of 2019 called its flags where they have other names today. */
export const FLAGS_OF_2019 = {
  'model-store': { type: 'string', multiple: true },
  'allow-poll-model-repository': { type: 'string' },
  'allow-model-control': { type: 'string' },
  'trace-file': { type: 'string' },
  'trace-level': { type: 'string' },
  'trace-rate': { type: 'string' },
} as const;

type Values = FlagValues<typeof FLAGS_OF_2019>;

/** The control mode that the two switches of 2019 stand for. @throws InferdeckError when both are on */
export function controlModeOf2019(values: Values): ControlMode {
  const controls = truth('allow-model-control', values['allow-model-control'], false);
  const polls = truth('allow-poll-model-repository', values['allow-poll-model-repository'], false);
  if (controls && polls) {
    throw invalidArgument(
      '--allow-model-control and --allow-poll-model-repository can not be both set to true',
    );
  }
  if (controls) return 'explicit';
  return polls ? 'poll' : 'none';
}

const LEVELS: Readonly<Record<string, readonly TraceLevel[]>> = {
  off: [],
  false: [],
  min: ['TIMESTAMPS'],
  on: ['TIMESTAMPS'],
  true: ['TIMESTAMPS'],
  max: ['TIMESTAMPS'],
};

/** What the trace flags of 2019 set; what they leave out keeps its value. @throws InferdeckError naming the flag */
export function traceOf2019(values: Values) {
  const { 'trace-file': file, 'trace-level': level, 'trace-rate': rate } = values;
  const levels = level === undefined ? undefined : LEVELS[level.toLowerCase()];
  if (level !== undefined && levels === undefined) {
    throw invalidArgument(`--trace-level must be one of ${Object.keys(LEVELS).join(', ')}, got '${level}'.`);
  }
  return {
    ...(file !== undefined && { file }),
    ...(levels !== undefined && { levels }),
    ...(rate !== undefined && { rate: wholeNumber('trace-rate', rate, 0, 1, 2 ** 32 - 1) }),
  };
}
