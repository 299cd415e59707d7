import { LOG_LEVELS, type LogLevel } from '../../../server/telemetry/logs/contract.ts';

/** What the address says of the lines to show. What is left out does not matter. */
export interface LogSearch {
  readonly levels?: readonly LogLevel[] | undefined;
  readonly about?: string | undefined;
  readonly request?: string | undefined;
  /** Milliseconds since 1970, both ends included. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Reads what an address says; what it says wrongly is left out. */
export function readLogSearch(search: Record<string, unknown>): LogSearch {
  const said: LogSearch = {
    levels: levelsOf(search['levels']),
    about: textOf(search['about']),
    request: textOf(search['request']),
    from: timeOf(search['from']),
    to: timeOf(search['to']),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function levelsOf(value: unknown): readonly LogLevel[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const levels = LOG_LEVELS.filter((level) => value.includes(level));
  return levels.length === 0 || levels.length === LOG_LEVELS.length ? undefined : levels;
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text !== '' ? text : undefined;
}

function timeOf(value: unknown): number | undefined {
  const time = Number(value);
  return Number.isSafeInteger(time) && time > 0 ? time : undefined;
}
