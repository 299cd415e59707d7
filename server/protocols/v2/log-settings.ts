import { InferdeckError } from '../../errors.ts';
import type { LogFormat, LogSettings, LogState } from '../../telemetry/log-settings.ts';

/** A setting of the log as the protocol carries it. */
export type LogValue = boolean | number | string;

const FORMATS: Readonly<Record<string, LogFormat>> = { default: 'default', ISO8601: 'ISO8601' };

/** The settings under their names in the protocol. */
export function logSettingsOf({ state }: LogSettings): Readonly<Record<string, LogValue>> {
  return {
    log_file: state.file,
    log_info: state.info,
    log_warning: state.warning,
    log_error: state.error,
    log_verbose_level: state.verboseLevel,
    log_format: state.format,
  };
}

/** How a transport reads values and words its refusals. */
export interface LogValueReader {
  readonly truth: (key: string, value: unknown) => boolean;
  readonly whole: (key: string, value: unknown) => number;
  readonly text: (key: string, value: unknown) => string;
  readonly badFormat: (given: string) => InferdeckError;
}

/**
 * Changes some of the settings, all or none of them.
 * @throws InferdeckError naming the setting that cannot be changed so
 */
export function changeLogSettings(
  settings: LogSettings,
  entries: readonly (readonly [string, unknown])[],
  reader: LogValueReader,
): void {
  const parts = entries.map(([key, value]) => partOf(key, value, reader));
  settings.change(Object.assign({}, ...parts));
}

function partOf(key: string, value: unknown, reader: LogValueReader): Partial<LogState> {
  switch (key) {
    case 'log_info':
      return { info: reader.truth(key, value) };
    case 'log_warning':
      return { warning: reader.truth(key, value) };
    case 'log_error':
      return { error: reader.truth(key, value) };
    case 'log_verbose_level':
      return { verboseLevel: reader.whole(key, value) };
    case 'log_format': {
      const given = reader.text(key, value);
      const format = FORMATS[given];
      if (format === undefined) throw reader.badFormat(given);
      return { format };
    }
    case 'log_file':
      throw new InferdeckError(
        'unsupported',
        'log file location can not be updated through network protocol',
      );
    default:
      throw new InferdeckError('invalid-argument', `unknown log setting '${key}'`);
  }
}
