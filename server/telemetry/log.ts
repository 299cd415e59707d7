import { Writable } from 'node:stream';
import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

const LETTERS: Readonly<Record<number, string>> = { 20: 'V', 30: 'I', 40: 'W', 50: 'E', 60: 'E' };

/**
 * The server's log. Lines have the look of the original server's: level letter, month and day, time, process, text.
 * @param sink where whole lines go
 */
export function createLog(sink: Writable = process.stderr): Logger {
  const lines = new Writable({
    decodeStrings: false,
    write(line: string, _encoding, done) {
      sink.write(`${formatLine(line)}\n`);
      done();
    },
  });
  return pino({ base: null, messageKey: 'text' }, lines);
}

/** One record of the log as a line for people. */
export function formatLine(record: string): string {
  const {
    level,
    time,
    text,
    ...facts
  }: Record<string, unknown> & { level: number; time: number; text?: string } = JSON.parse(record);
  const stamp = new Date(time).toISOString();
  const day = stamp.slice(5, 10).replace('-', '');
  const extra = Object.entries(facts).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
  return `${LETTERS[level] ?? 'I'}${day} ${stamp.slice(11, 23)}000 ${process.pid}] ${JSON.stringify(text ?? '')}${extra.join('')}`;
}
