import { createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { type Logger, pino } from 'pino';
import { type LogFormat, LogSettings } from './log-settings.ts';

export type { Logger } from 'pino';

const LETTERS: Readonly<Record<number, string>> = { 20: 'V', 30: 'I', 40: 'W', 50: 'E', 60: 'E' };

/**
 * The server's log. Lines have the look of the original server's: level letter, month and day, time, process, text.
 * @param sink where whole lines go; by itself the file of the settings, or standard error
 */
export function createLog(settings = new LogSettings(), sink: Writable = sinkOf(settings)): Logger {
  const lines = new Writable({
    decodeStrings: false,
    write(line: string, _encoding, done) {
      const record: LogRecord = JSON.parse(line);
      if (settings.lets(record.level)) sink.write(`${formatRecord(record, settings.state.format)}\n`);
      done();
    },
  });
  return pino({ base: null, level: 'debug', messageKey: 'text' }, lines);
}

function sinkOf({ state }: LogSettings): Writable {
  return state.file === '' ? process.stderr : createWriteStream(state.file, { flags: 'a' });
}

/** One record of the log; further fields are facts about it. */
interface LogRecord extends Readonly<Record<string, unknown>> {
  readonly level: number;
  readonly time: number;
  readonly text?: string;
}

/** One record of the log as a line for people. */
function formatRecord({ level, time, text, ...facts }: LogRecord, format: LogFormat): string {
  const letter = LETTERS[level] ?? 'I';
  const stamp = new Date(time).toISOString();
  const day = stamp.slice(5, 10).replace('-', '');
  const start =
    format === 'default' ? `${letter}${day} ${stamp.slice(11, 23)}000` : `${stamp.slice(0, 19)}Z ${letter}`;
  const extra = Object.entries(facts).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
  return `${start} ${process.pid}] ${JSON.stringify(text ?? '')}${extra.join('')}`;
}
