import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../server/config/language/diagnose.ts';
import { outlineOf } from '../../../server/config/language/outline.ts';
import { formatConfig } from '../../../server/config/text/format.ts';
import { contextFor } from '../../support/config-context.ts';

/** The largest text that is read. */
const LIMIT = 256 * 1024;

const filled = (unit: string, head = '', tail = '') =>
  head + unit.repeat(Math.floor((LIMIT - head.length - tail.length) / unit.length)) + tail;

describe('a text as large as is read', () => {
  it.each([
    ['of numbers in a list', filled('1,', 'input { dims: [', '1] }')],
    ['of numbers in a list in a list', filled('1,', 'input { dims: [[', '1]] }')],
    ['of numbers one by one', filled('dims: 1\n', 'input { ', '}')],
    ['of blocks in a list', filled('{},', 'input [', '{}]')],
    ['of blocks one by one', filled('input { name: "a" }\n')],
    [
      'of steps',
      filled(
        'step { input_map { key: "x" value: "y" } }\n',
        'platform: "ensemble" ensemble_scheduling {',
        '}',
      ),
    ],
    ['of map entries with one key', filled('metric_tags { key: "a" value: "b" }\n')],
    ['of unknown fields', filled('x: 1\n')],
    ['of wrong values', filled('input { data_type: X }\n')],
    ['of comments', filled('# c\n')],
    ['of entries with comments', filled('input { } # c\n')],
    ['of strings', filled('"a" ', 'name: ')],
    ['of one string', filled('a', 'name: "', '"')],
    ['of escapes', filled('\\\\', 'name: "', '"')],
    ['of digits', filled('9', 'max_batch_size: ')],
    ['of brackets that open', filled('input [')],
    ['of brackets that close', filled('}')],
    ['of no language', filled('§ ')],
  ])('%s is read, laid out and checked', (_, text) => {
    const { document, problems } = diagnose(text, contextFor('m'));
    expect(problems.length).toBeLessThanOrEqual(1000);
    expect(outlineOf(document).length).toBeLessThanOrEqual(text.length);
    expect(typeof formatConfig(text)).toBe('string');
  });
});
