import { describe, expect, test } from 'vitest';
import { stateWords } from '../../../../renderer/features/repository/model-words.ts';
import {
  backendName,
  placeText,
  shownVersions,
  versionsText,
} from '../../../../renderer/features/repository/words.ts';
import { summary } from '../../../support/desk-facts.ts';

const NOON = Date.parse('2026-01-01T12:00:00.000Z');
const LIVE = { state: 'live' } as const;

describe('a state in words', () => {
  test('loading says for how long', () => {
    const progress = { phase: 'creating session', startedAt: '2026-01-01T11:59:56.000Z' };
    expect(stateWords(summary('m', { state: 'loading', progress }), LIVE, NOON).word).toBe('Loading 4 s');
  });

  test('unloading says how many requests are left', () => {
    const versions = [{ version: 1, state: 'UNLOADING', sizeBytes: 1, pending: 3 }] as const;
    expect(stateWords(summary('m', { state: 'unloading', versions }), LIVE, NOON).word).toBe(
      'Unloading, 3 left',
    );
  });

  test('a server that does not answer makes every state unknown, and what it was before is kept', () => {
    const words = stateWords(summary('m'), { state: 'gone', since: NOON, tries: 2 }, NOON);
    expect(words).toMatchObject({ look: 'unknown', word: 'Unknown', before: 'Ready' });
    expect(words.long).toMatch(/^Unknown since \d\d:\d\d:\d\d$/);
  });
});

describe('facts in words', () => {
  test('a backend goes by the name that people know; an ensemble has none, and says what it is', () => {
    const named = (backend: string, platform = '') => backendName({ backend, platform }).short;
    expect([named('onnxruntime', 'onnxruntime_onnx'), named('mine'), named('')]).toEqual([
      'ONNX',
      'mine',
      'no backend',
    ]);
    expect(named('', 'ensemble')).toBe('Ensemble');
  });

  test('few versions are named, many are counted', () => {
    expect(versionsText([1, 2])).toBe('v1, v2');
    expect(versionsText([1, 2, 3, 4, 5])).toBe('5 versions');
    expect(versionsText([])).toBe('no versions');
  });

  test('a row names the versions that serve, or all when none does', () => {
    const two = (first: 'READY' | 'UNAVAILABLE', second: 'READY' | 'UNAVAILABLE') =>
      shownVersions(
        summary('m', {
          versions: [
            { version: 2, state: second, sizeBytes: 1 },
            { version: 1, state: first, sizeBytes: 1 },
          ],
        }),
      );
    expect(two('READY', 'READY')).toEqual([1, 2]);
    expect(two('UNAVAILABLE', 'READY')).toEqual([2]);
    expect(two('UNAVAILABLE', 'UNAVAILABLE')).toEqual([1, 2]);
  });

  test('a place is the file, then line and column as far as they are known', () => {
    expect(placeText({ file: 'm/config.pbtxt', line: 7, column: 3 })).toBe('config.pbtxt:7:3');
    expect(placeText({ file: 'm\\1\\model.onnx' })).toBe('model.onnx');
    expect(placeText({ file: 'config.pbtxt', column: 3 })).toBe('config.pbtxt');
  });
});
