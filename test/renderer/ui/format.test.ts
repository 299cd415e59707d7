import { describe, expect, test } from 'vitest';
import {
  formatAgo,
  formatBytes,
  formatMilliseconds,
  formatNumber,
  formatPercent,
} from '../../../renderer/ui/format.ts';

/** The gap between number and unit does not break; here it is written as a space. */
const spaced = (text: string) => text.replaceAll('\u00a0', ' ');

describe('numbers as people read them', () => {
  test.each([
    [0, '0 bytes'],
    [239, '239 bytes'],
    [57_400, '57 KB'],
    [999_600, '1 MB'],
    [51_100_000, '51.1 MB'],
    [331_000_000, '331 MB'],
    [6_100_000_000, '6.1 GB'],
  ])('%d bytes are %s', (bytes, text) => expect(spaced(formatBytes(bytes))).toBe(text));

  test.each([
    [0.813, '0.81 ms'],
    [12.34, '12.3 ms'],
    [364.2, '364 ms'],
    [4_120, '4.1 s'],
  ])('%d milliseconds are %s', (milliseconds, text) => {
    expect(spaced(formatMilliseconds(milliseconds))).toBe(text);
  });

  test.each([
    [0.9771, '97.7 %'],
    [0, '0.0 %'],
    [0.0004, '< 0.1 %'],
    [0.99999, '> 99.9 %'],
    [1, '100.0 %'],
  ])('a share of %d is %s', (share, text) => expect(spaced(formatPercent(share))).toBe(text));

  test.each([
    [0, '0'],
    [16, '16'],
    [-12.4123, '-12.41'],
    [1.2e-8, '1.20e-8'],
    [123_456_789, '1.23e+8'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ])('%d as an element is %s', (number, text) => expect(formatNumber(number)).toBe(text));

  test('times passed are in the largest unit that fits', () => {
    const now = Date.parse('2026-01-02T12:00:00.000Z');
    expect(formatAgo('2026-01-02T11:59:58.000Z', now)).toBe('2 s ago');
    expect(formatAgo('2026-01-02T11:55:00.000Z', now)).toBe('5 min ago');
    expect(formatAgo('2026-01-02T09:00:00.000Z', now)).toBe('3 h ago');
    expect(formatAgo('2025-12-24T12:00:00.000Z', now)).toBe('2025-12-24');
  });
});
