import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { LineReader } from '../../electron/line-reader.ts';

function reading(): { stream: PassThrough; lines: string[]; reader: LineReader } {
  const stream = new PassThrough();
  const lines: string[] = [];
  return { stream, lines, reader: new LineReader(stream, (line) => lines.push(line)) };
}

test('lines come whole, however the output is cut', async () => {
  const { stream, lines, reader } = reading();
  const bytes = Buffer.from('first\nsecond, größer\r\n\nlast');
  for (const byte of bytes) stream.write(Buffer.from([byte]));
  stream.end();
  await reader.ended;
  expect(lines).toEqual(['first', 'second, größer', '', 'last']);
});

test('no line is lost or doubled when the listeners are removed and put back', async () => {
  const { stream, lines, reader } = reading();
  stream.write('one\ntw');
  await new Promise(setImmediate);
  stream.removeAllListeners();
  reader.resume();
  reader.resume();
  stream.end('o\nthree\n');
  await reader.ended;
  expect(lines).toEqual(['one', 'two', 'three']);
});
