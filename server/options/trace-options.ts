import { invalidArgument, InferdeckError } from '../errors.ts';
import { TRACE_DEFAULTS, type TraceLevel, type TraceState } from '../telemetry/trace/trace-state.ts';
import { type FlagValues, wholeNumber } from './values.ts';

export const TRACE_FLAGS = { 'trace-config': { type: 'string', multiple: true } } as const;

const FLAG = 'trace-config';
const MOST = 2 ** 32 - 1;

/** `triton,file=traces.json`, `level=TIMESTAMPS`, `rate=100`. @throws InferdeckError naming what cannot be so */
export function traceOptions(values: FlagValues<typeof TRACE_FLAGS>): TraceState {
  return (values[FLAG] ?? []).reduce<TraceState>((state, text) => ({ ...state, ...partOf(text, state) }), {
    ...TRACE_DEFAULTS,
  });
}

function partOf(text: string, { levels }: TraceState): Partial<TraceState> {
  const [, mode = '', key = '', value = ''] = /^(?:(\w+),)?([\w-]+)=(.*)$/.exec(text) ?? [];
  if (mode === 'opentelemetry' || (key === 'mode' && value === 'opentelemetry')) {
    throw new InferdeckError('unsupported', `--${FLAG}: the mode 'opentelemetry' is not supported.`, {
      nextStep: 'Write traces to a file with --trace-config triton,file=PATH',
    });
  }
  switch (key) {
    case 'mode':
      if (value === 'triton') return {};
      break;
    case 'file':
      return { file: value };
    case 'rate':
      return { rate: wholeNumber(FLAG, value, 0, 0, MOST) };
    case 'count':
      return { count: value === '-1' ? -1 : wholeNumber(FLAG, value, 0, 0, MOST) };
    case 'log-frequency':
      return { logFrequency: wholeNumber(FLAG, value, 0, 0, MOST) };
    case 'level':
      return { levels: [...new Set([...levels, ...levelsIn(value)])] };
    default:
  }
  throw invalidArgument(`--${FLAG} must look like 'triton,file=PATH' or 'level=TIMESTAMPS', got '${text}'.`);
}

function levelsIn(value: string): readonly TraceLevel[] {
  if (value === 'OFF') return [];
  if (value === 'TIMESTAMPS' || value === 'TENSORS') return [value];
  throw invalidArgument(`--${FLAG}: a level is OFF, TIMESTAMPS or TENSORS, got '${value}'.`);
}
