import { describe, expect, it } from 'vitest';
import { hoverAt } from '../../../../server/config/language/hover.ts';
import { outlineOf } from '../../../../server/config/language/outline.ts';
import { readConfig } from '../../../../server/config/read.ts';
import { contextFor } from '../../../support/config-context.ts';
import { COUNTER, FLOWERS } from '../../../support/config-samples.ts';

const context = contextFor('m', {
  signature: { inputs: [{ name: 'x', datatype: 'FP32', shape: [-1, 3], symbols: ['N'] }], outputs: [] },
});
const hover = (marked: string) =>
  hoverAt(readConfig(marked.replace('|', '')).document, marked.indexOf('|'), context);

describe('help under the pointer', () => {
  it('explains a field, with its type and default', () => {
    expect(hover('name: "m"\ndynamic_batching { max_queue|_delay_microseconds: 100 }')).toEqual({
      range: { start: 29, end: 57, line: 2, column: 20 },
      title: 'max_queue_delay_microseconds',
      detail: 'uint64',
      doc: 'How many microseconds a request may wait for others to join it; 0 never waits.',
      default: '0',
    });
    expect(hover('in|put { }')).toMatchObject({ title: 'input', detail: 'list of ModelInput' });
    expect(hover('parameters { ke|y: "k" }')).toMatchObject({ title: 'key', detail: 'string' });
  });

  it('explains an enum value and a tensor of the model', () => {
    expect(hover('instance_group [ { kind: KIND_|CPU } ]')).toMatchObject({
      title: 'KIND_CPU',
      doc: 'On the CPU.',
    });
    expect(hover('input { name: "|x" }')).toMatchObject({ title: 'x', detail: 'FP32 [N,3]' });
  });

  it('is silent where nothing is known', () => {
    expect(hover('nonsense|: 1')).toBeUndefined();
    expect(hover('name: "|m"')).toBeUndefined();
    expect(hover('# com|ment')).toBeUndefined();
  });
});

describe('the outline', () => {
  const tree = (text: string) => {
    const lines = (items: ReturnType<typeof outlineOf>, depth: number): string[] =>
      items.flatMap(({ name, detail, range, children }) => [
        `${'  '.repeat(depth)}${range.line} ${name} ${detail}`.trimEnd(),
        ...lines(children, depth + 1),
      ]);
    return lines(outlineOf(readConfig(text).document), 0);
  };

  it('names every block by what tells it apart', () => {
    expect(tree(FLOWERS).filter((line) => !line.startsWith('  '))).toEqual([
      '2 name flowers',
      '3 backend onnxruntime',
      '4 max_batch_size 16',
      '5 input image',
      '6 output scores',
      '7 dynamic_batching',
      '12 instance_group KIND_CPU',
      '13 version_policy',
      '14 parameters intra_op_thread_count',
      '15 model_warmup zeros',
    ]);
  });

  it('has an item for each block of a list, and goes into depth', () => {
    expect(tree(COUNTER)).toEqual(
      expect.arrayContaining([
        '  7 control_input START',
        '  9 control_input READY',
        '    9 control CONTROL_SEQUENCE_READY',
      ]),
    );
  });

  it('copes with what is half written', () => {
    expect(tree('input {\n  dims: [ 1,\n    2 ]\n  name:')).toEqual([
      '1 input',
      '  2 dims [ 1, 2 ]',
      '  4 name',
    ]);
  });
});
