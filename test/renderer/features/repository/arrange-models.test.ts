import { describe, expect, test } from 'vitest';
import { arrangeModels, groupOf } from '../../../../renderer/features/repository/arrange-models.ts';
import {
  estimatedHeight,
  listItems,
  modelAfterKey,
} from '../../../../renderer/features/repository/list-items.ts';
import { isOutOfPlace, withNewcomers } from '../../../../renderer/features/repository/placed-groups.ts';
import type { Failure } from '../../../../server/protocols/desk/contract.ts';
import { summary } from '../../../support/desk-facts.ts';

const BY_NAME = { search: '', sort: 'name' } as const;
const FAILURE: Failure = { stage: 'load', message: 'no memory', at: '2026-01-01T00:00:00.000Z' };

function arranged(...args: Parameters<typeof arrangeModels>) {
  return arrangeModels(...args).map(({ group, models }) => [group, ...models.map(({ name }) => name)]);
}

describe('the list of models', () => {
  const models = [
    summary('zebra'),
    summary('broken', { state: 'unavailable', failure: FAILURE }),
    summary('asleep', { state: 'not-loaded' }),
    summary('busy', { state: 'loading' }),
    summary('apple'),
  ];

  test('stands in groups, what needs attention first', () => {
    expect(arranged(models, BY_NAME)).toEqual([
      ['Needs attention', 'broken'],
      ['Loading', 'busy'],
      ['Ready', 'apple', 'zebra'],
      ['Not loaded', 'asleep'],
    ]);
  });

  test('a model that still serves after a failed load needs attention too', () => {
    expect(groupOf(summary('old', { failure: FAILURE }))).toBe('Needs attention');
  });

  test('is searched by name, state and backend, all words at once', () => {
    expect(arranged(models, { ...BY_NAME, search: 'APP' })).toEqual([['Ready', 'apple']]);
    expect(arranged(models, { ...BY_NAME, search: 'ready onnx z' })).toEqual([['Ready', 'zebra']]);
    expect(arranged(models, { ...BY_NAME, search: 'attention' })).toEqual([['Needs attention', 'broken']]);
    expect(arranged(models, { ...BY_NAME, search: 'nothing of the kind' })).toEqual([]);
  });

  test('is sorted by size or by the last request, then by name', () => {
    const sized = [
      summary('small', { sizeBytes: 1 }),
      summary('large', { sizeBytes: 9 }),
      summary('also', { sizeBytes: 1 }),
    ];
    expect(arranged(sized, { ...BY_NAME, sort: 'size' })).toEqual([['Ready', 'large', 'also', 'small']]);
    const asked = [
      summary('never'),
      summary('early', { lastRequestAt: '2026-01-01T00:00:00.000Z' }),
      summary('late', { lastRequestAt: '2026-01-02T00:00:00.000Z' }),
    ];
    expect(arranged(asked, { ...BY_NAME, sort: 'last-request' })).toEqual([
      ['Ready', 'late', 'early', 'never'],
    ]);
  });

  test('sorts numbers in names by their value', () => {
    const numbered = [summary('net10'), summary('net9')];
    expect(arranged(numbered, BY_NAME)).toEqual([['Ready', 'net9', 'net10']]);
  });

  test('a row stays where it stood until it is let go', () => {
    const unloaded = [summary('apple', { state: 'not-loaded' })];
    expect(arranged(unloaded, BY_NAME, new Map([['apple', 'Ready']]))).toEqual([['Ready', 'apple']]);
    expect(arranged(unloaded, BY_NAME)).toEqual([['Not loaded', 'apple']]);
  });
});

describe('rows that are held in their place', () => {
  test('are out of place when their group is no longer their model’s', () => {
    expect(isOutOfPlace(new Map([['a', 'Ready']]), new Map([['a', 'Not loaded']]))).toBe(true);
    expect(isOutOfPlace(new Map([['a', 'Ready']]), new Map([['a', 'Ready']]))).toBe(false);
    expect(isOutOfPlace(new Map([['gone', 'Ready']]), new Map())).toBe(false);
  });

  test('newcomers stand in their own group at once', () => {
    const placed = new Map([['a', 'Ready' as const]]);
    expect(withNewcomers(placed, new Map([['a', 'Loading']]))).toBe(placed);
    expect([...withNewcomers(placed, new Map([['b', 'Loading']]))]).toEqual([
      ['a', 'Ready'],
      ['b', 'Loading'],
    ]);
  });
});

describe('moving through the list by keyboard', () => {
  const items = listItems(
    arrangeModels([summary('a'), summary('b'), summary('c', { state: 'loading' })], BY_NAME),
  );

  test('arrows pass over the heads of groups and stop at the ends', () => {
    expect(modelAfterKey(items, undefined, 'ArrowDown')).toBe('c');
    expect(modelAfterKey(items, 'c', 'ArrowDown')).toBe('a');
    expect(modelAfterKey(items, 'b', 'ArrowDown')).toBe('b');
    expect(modelAfterKey(items, 'a', 'ArrowUp')).toBe('c');
    expect(modelAfterKey(items, 'c', 'ArrowUp')).toBe('c');
    expect(modelAfterKey(items, 'a', 'End')).toBe('b');
    expect(modelAfterKey(items, 'a', 'Home')).toBe('c');
    expect(modelAfterKey(items, 'a', 'x')).toBeUndefined();
  });

  test('every row knows its place among all', () => {
    expect(items.map(({ position, head }) => [position, head?.group])).toEqual([
      [1, 'Loading'],
      [2, 'Ready'],
      [3, undefined],
    ]);
  });

  test('a row with a reason is higher than one without', () => {
    const failed = listItems(
      arrangeModels([summary('x', { state: 'unavailable', failure: FAILURE })], BY_NAME),
    );
    expect(estimatedHeight(failed[0])).toBeGreaterThan(estimatedHeight(items[0]));
  });
});
