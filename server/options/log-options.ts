import { invalidArgument } from '../errors.ts';
import { LOG_DEFAULTS, type LogState } from '../telemetry/log-settings.ts';
import { type FlagValues, truth, wholeNumber } from './values.ts';

export const LOG_FLAGS = {
  'log-file': { type: 'string' },
  'log-info': { type: 'string' },
  'log-warning': { type: 'string' },
  'log-error': { type: 'string' },
  'log-verbose': { type: 'string' },
  'log-format': { type: 'string' },
} as const;

/** @throws InferdeckError naming the flag and what it may be */
export function logOptions(values: FlagValues<typeof LOG_FLAGS>): LogState {
  const format = values['log-format'] ?? LOG_DEFAULTS.format;
  if (format !== 'default' && format !== 'ISO8601') {
    throw invalidArgument(`invalid argument for --log-format, got: ${format}`);
  }
  return {
    file: values['log-file'] ?? LOG_DEFAULTS.file,
    info: truth('log-info', values['log-info'], LOG_DEFAULTS.info),
    warning: truth('log-warning', values['log-warning'], LOG_DEFAULTS.warning),
    error: truth('log-error', values['log-error'], LOG_DEFAULTS.error),
    verboseLevel: wholeNumber(
      'log-verbose',
      values['log-verbose'],
      LOG_DEFAULTS.verboseLevel,
      0,
      2 ** 31 - 1,
    ),
    format,
  };
}
