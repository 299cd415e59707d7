import { describe, expect, it } from 'vitest';
import { nearestName } from '../../../server/config/nearest.ts';
import { fieldName, keyPath, parentPath, parsePath } from '../../../server/config/path.ts';
import { readConfig } from '../../../server/config/read.ts';
import { pathAt } from '../../../server/config/text/surroundings.ts';

describe('the nearest name', () => {
  const known = ['name', 'data_type', 'dims', 'format', 'TYPE_FP32', 'TYPE_FP16', 'max_batch_size'];
  it.each([
    ['nam', 'name'],
    ['datatype', 'data_type'],
    ['dim', 'dims'],
    ['Format', 'format'],
    ['fp32', 'TYPE_FP32'],
    ['max_batch', 'max_batch_size'],
    ['max_bacth_size', 'max_batch_size'],
    ['something_else', undefined],
    ['x'.repeat(100), undefined],
  ])('of %s is %s', (name, nearest) => {
    expect(nearestName(name, known)).toBe(nearest);
  });
});

describe('a field path', () => {
  it('has fields, indexes and keys, whatever the keys hold', () => {
    const path = `${keyPath('a.b[2].c', 'k"]. é\n')}.d`;
    expect(parsePath(path)).toEqual([
      { kind: 'field', name: 'a' },
      { kind: 'field', name: 'b' },
      { kind: 'index', index: 2 },
      { kind: 'field', name: 'c' },
      { kind: 'key', key: 'k"]. é\n' },
      { kind: 'field', name: 'd' },
    ]);
    expect(parentPath(path)).toBe(keyPath('a.b[2].c', 'k"]. é\n'));
  });

  it('ends with a field, inside of a block', () => {
    expect(fieldName('input[0].dims[1]')).toBe('dims');
    expect(parentPath('input[0].dims[1]')).toBe('input[0]');
    expect(parentPath('input[0]')).toBe('');
  });

  it.each([
    ['input { na|me: "x" }', 'input[0].name'],
    ['input [ { }, { dims: [ 1, |2 ] } ]', 'input[1].dims[1]'],
    ['input { } input { name: |"x" }', 'input[1].name'],
    ['parameters { key: "k" value { string_value: |"v" } }', 'parameters["k"].string_value'],
    ['dynamic_batching { | }', 'dynamic_batching'],
    ['|', ''],
  ])('is found for %s', (marked, path) => {
    expect(pathAt(readConfig(marked.replace('|', '')).document, marked.indexOf('|'))).toBe(path);
  });
});
