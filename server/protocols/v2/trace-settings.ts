import { InferdeckError, invalidArgument } from '../../errors.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import type { TraceLevel, TraceState } from '../../telemetry/trace/trace-state.ts';
import type { TraceChange, Tracer } from '../../telemetry/trace/tracer.ts';

const MOST = 2 ** 32 - 1;
const LEVELS: readonly TraceLevel[] = ['TIMESTAMPS', 'TENSORS'];

/** The settings under their names in the protocol; what is not the list of levels is a number in text. */
export function traceSettingsOf(
  tracer: Tracer,
  model?: string,
): Readonly<Record<string, readonly string[] | string>> {
  const { levels, rate, count, logFrequency, file } = tracer.stateOf(model);
  return {
    trace_level: levels.length === 0 ? ['OFF'] : levels,
    trace_rate: String(rate),
    trace_count: String(count),
    log_frequency: String(logFrequency),
    trace_file: file,
    trace_mode: 'triton',
  };
}

/** @throws InferdeckError when the server was never asked for the model */
export function checkTracedModel(models: ServedModels, model: string): void {
  if (models.served(model) !== undefined) return;
  throw new InferdeckError('not-found', `Request for unknown model : ${model}`);
}

/**
 * Changes settings, all or none of them.
 * @param entries names and values; no value means that the setting falls back to the one above
 * @throws InferdeckError naming the setting that cannot be so
 */
export function changeTraceSettings(
  tracer: Tracer,
  entries: readonly (readonly [string, readonly string[] | null])[],
  model?: string,
): void {
  const change: TraceChange = Object.assign({}, ...entries.map(([key, values]) => partOf(key, values)));
  if (change.levels && change.levels.length > 0 && tracer.stateOf(model).file === '') {
    throw invalidArgument('Attempting to set invalid trace setting :trace file name is not given');
  }
  tracer.change(change, model);
}

function partOf(key: string, values: readonly string[] | null): TraceChange {
  if (key === 'trace_file') {
    throw new InferdeckError(
      'unsupported',
      'trace file location can not be updated through network protocol',
    );
  }
  if (values === null || values.length === 0) return { [settingOf(key)]: null };
  if (key === 'trace_level') return { levels: levelsOf(values) };
  return { [settingOf(key)]: numberOf(key, values) };
}

function settingOf(key: string): keyof TraceState {
  switch (key) {
    case 'trace_level':
      return 'levels';
    case 'trace_rate':
      return 'rate';
    case 'trace_count':
      return 'count';
    case 'log_frequency':
      return 'logFrequency';
    default:
      throw invalidArgument(`unknown trace setting '${key}'`);
  }
}

/** @throws InferdeckError when one is no level, or OFF is not alone */
export function levelsOf(values: readonly string[]): readonly TraceLevel[] {
  if (values.includes('OFF')) {
    if (values.length === 1) return [];
    throw invalidArgument("Expect only one trace level 'OFF' is specified");
  }
  const strangers = values.filter(
    (value) => !LEVELS.some((level) => level === value) && value !== 'MIN' && value !== 'MAX',
  );
  if (strangers[0] !== undefined)
    throw invalidArgument(`Unable to parse 'trace_level', got: ${strangers[0]}`);
  // The names of older servers for their one level.
  const wanted = values.map((value) => (value === 'MIN' || value === 'MAX' ? 'TIMESTAMPS' : value));
  return LEVELS.filter((level) => wanted.includes(level));
}

function numberOf(key: string, values: readonly string[]): number {
  const [text = '', another] = values;
  if (another !== undefined) throw invalidArgument(`expect only 1 value for '${key}'`);
  const value = Number(text);
  if (!/^-?\d+$/.test(text)) throw invalidArgument(`Unable to parse '${key}', got: ${text}`);
  if (key === 'trace_count') {
    if (value >= -1 && value < 2 ** 31) return value;
    throw invalidArgument(`Unable to parse 'trace_count'. Expecting value >= -1, got:${text}`);
  }
  if (value >= 0 && value <= MOST) return value;
  throw invalidArgument(`Unable to parse '${key}', value is out of range [ 0, ${MOST} ], got: ${text}`);
}
