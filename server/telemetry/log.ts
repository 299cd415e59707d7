import { createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { type Logger, pino } from 'pino';
import { formatRecord, type PinoRecord, recordOf } from './logs/format-record.ts';
import type { LogLines } from './logs/log-lines.ts';
import type { LogSettings } from './log-settings.ts';

export type { Logger } from 'pino';

/**
 * The server's log. Lines have the look of the original server's: level letter, month and day, time, process, text.
 * The facts `model`, `version` and `requestId` of a line stay with it in memory and are not printed.
 * @param lines remembers what is written
 * @param sink where whole lines go; by itself the file of the settings, or standard error
 */
export function createLog(settings: LogSettings, lines: LogLines, sink: Writable = sinkOf(settings)): Logger {
  const written = new Writable({
    decodeStrings: false,
    write(json: string, _encoding, done) {
      const record: PinoRecord = JSON.parse(json);
      if (settings.lets(record.level)) {
        sink.write(`${formatRecord(record, settings.state.format)}\n`);
        lines.add(recordOf(record));
      }
      done();
    },
  });
  return pino({ base: null, level: 'debug', messageKey: 'text' }, written);
}

function sinkOf({ state }: LogSettings): Writable {
  return state.file === '' ? process.stderr : createWriteStream(state.file, { flags: 'a' });
}
