import type { LogFormat } from '../log-settings.ts';
import type { LogLevel, LogRecord } from './contract.ts';

/** One record as the logger writes it; further fields are facts about it. */
export interface PinoRecord extends Readonly<Record<string, unknown>> {
  readonly level: number;
  readonly time: number;
  readonly text?: string;
  readonly model?: string;
  readonly version?: number;
  readonly requestId?: string;
}

const LETTERS: Readonly<Record<LogLevel, string>> = { verbose: 'V', info: 'I', warning: 'W', error: 'E' };

/** One record of the log as a line for people. */
export function formatRecord(record: PinoRecord, format: LogFormat): string {
  const { time, text = '', facts } = split(record);
  const letter = LETTERS[levelOf(record.level)];
  const stamp = new Date(time).toISOString();
  const day = stamp.slice(5, 10).replace('-', '');
  const start =
    format === 'default' ? `${letter}${day} ${stamp.slice(11, 23)}000` : `${stamp.slice(0, 19)}Z ${letter}`;
  const extra = Object.entries(facts).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
  return `${start} ${process.pid}] ${JSON.stringify(text)}${extra.join('')}`;
}

/** One record of the log as it is remembered. */
export function recordOf(record: PinoRecord): LogRecord {
  const { level, time, text = '', model, version, requestId, facts } = split(record);
  const detail = Object.entries(facts).map(([key, value]) => wordsOf(key, value));
  return {
    time,
    level: levelOf(level),
    text,
    ...(model !== undefined && { model }),
    ...(version !== undefined && { version }),
    ...(requestId !== undefined && requestId !== '' && { requestId }),
    ...(detail.length > 0 && { detail: detail.join('\n') }),
  };
}

function split({ level, time, text, model, version, requestId, ...facts }: PinoRecord) {
  return { level, time, text, model, version, requestId, facts };
}

function levelOf(level: number): LogLevel {
  if (level >= 50) return 'error';
  if (level >= 40) return 'warning';
  return level >= 30 ? 'info' : 'verbose';
}

/** An error says it all in its stack. */
function wordsOf(key: string, value: unknown): string {
  if (typeof value === 'object' && value !== null && 'stack' in value && typeof value.stack === 'string') {
    return value.stack;
  }
  return `${key}: ${JSON.stringify(value)}`;
}
