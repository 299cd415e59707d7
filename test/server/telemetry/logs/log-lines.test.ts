import { describe, expect, test } from 'vitest';
import { LogLines } from '../../../../server/telemetry/logs/log-lines.ts';
import type { LogRecord } from '../../../../server/telemetry/logs/contract.ts';
import { readLines } from '../../../../server/telemetry/logs/read-lines.ts';

function record(text: string, more: Partial<LogRecord> = {}): LogRecord {
  return { time: 1000, level: 'info', text, ...more };
}

function numbered(count: number, lines = new LogLines()): LogLines {
  for (let number = 1; number <= count; number += 1) lines.add(record(`line ${number}`, { time: number }));
  return lines;
}

const ids = ({ lines }: { readonly lines: readonly { readonly id: number }[] }) => lines.map(({ id }) => id);

describe('the lines that are kept', () => {
  test('are numbered from 1, and the oldest make room', () => {
    const lines = numbered(7, new LogLines(3));
    expect([lines.oldest, lines.newest]).toEqual([5, 7]);
    expect([4, 5, 7, 8].map((id) => lines.line(id)?.text)).toEqual([
      undefined,
      'line 5',
      'line 7',
      undefined,
    ]);
  });

  test('are a hundred thousand', () => {
    const lines = numbered(100_002);
    expect([lines.oldest, lines.newest]).toEqual([3, 100_002]);
  });

  test('are fewer when they are long, and none is longer than 8,192 characters', () => {
    const lines = new LogLines(100, 20_000);
    for (const letter of 'abcd') lines.add(record(letter.repeat(9000)));
    expect([lines.oldest, lines.newest]).toEqual([3, 4]);
    expect(lines.line(4)?.text).toBe(`${'d'.repeat(8192)}…`);
  });

  test('are told of one by one', () => {
    const lines = new LogLines();
    const told: number[] = [];
    lines.events.on('added', ({ id }) => told.push(id));
    numbered(2, lines);
    expect(told).toEqual([1, 2]);
  });
});

describe('a page of lines', () => {
  test('ends with the newest by itself, and goes back from there', () => {
    const lines = numbered(10);
    const last = readLines(lines, { limit: 4 });
    expect([ids(last), last.newest, last.more]).toEqual([[7, 8, 9, 10], 10, true]);
    const first = readLines(lines, { before: 4, limit: 4 });
    expect([ids(first), first.more]).toEqual([[1, 2, 3], false]);
  });

  test('goes on after a line, whether that is kept or not', () => {
    const lines = numbered(10, new LogLines(5));
    const page = readLines(lines, { after: 2, limit: 3 });
    expect([ids(page), page.more]).toEqual([[6, 7, 8], true]);
    expect(ids(readLines(lines, { after: 10, limit: 3 }))).toEqual([]);
    expect(readLines(new LogLines(), { limit: 3 })).toEqual({ lines: [], newest: 0, more: false });
  });

  test('holds what is asked for: level, model, request, time, words in whatever case', () => {
    const lines = new LogLines();
    lines.add(record('loading', { model: 'mnist', time: 1 }));
    lines.add(record('Cannot LOAD', { model: 'mnist', level: 'error', detail: 'at Session', time: 2 }));
    lines.add(record('slow', { model: 'add_sub', level: 'warning', requestId: 'r1', time: 3 }));
    const found = (query: object) => ids(readLines(lines, { limit: 10, ...query }));
    expect(found({ levels: ['warning', 'error'] })).toEqual([2, 3]);
    expect(found({ model: 'mnist' })).toEqual([1, 2]);
    expect(found({ requestId: 'r1' })).toEqual([3]);
    expect(found({ from: 2, to: 2 })).toEqual([2]);
    expect(found({ search: 'load' })).toEqual([1, 2]);
    expect(found({ search: 'session' })).toEqual([2]);
    expect(found({ model: 'mnist', search: 'slow' })).toEqual([]);
  });
});
