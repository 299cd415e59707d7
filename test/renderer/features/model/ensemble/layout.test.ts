import { describe, expect, test } from 'vitest';
import {
  type EnsembleLayout,
  layOutEnsemble,
} from '../../../../../renderer/features/model/ensemble/layout.ts';
import { readConfig } from '../../../../../server/config/read.ts';

const HEAD = `platform: "ensemble"
input { name: "IN" data_type: TYPE_FP32 dims: [ 4 ] }
output { name: "OUT" data_type: TYPE_FP32 dims: [ 4 ] }`;

const step = (model: string, takes: readonly string[], gives: string) =>
  `step { model_name: "${model}" model_version: -1
    ${takes.map((name, index) => `input_map { key: "x${index}" value: "${name}" }`).join(' ')}
    output_map { key: "y" value: "${gives}" } }`;

const layoutOf = (...steps: string[]) =>
  layOutEnsemble(readConfig(`${HEAD} ensemble_scheduling { ${steps.join('\n')} }`).config);

/** IN goes both ways, `join` waits for both. */
const DIAMOND = [step('join', ['a', 'b'], 'OUT'), step('left', ['IN'], 'a'), step('right', ['IN'], 'b')];

const namesOn = (edges: EnsembleLayout['edges']) => edges.flatMap(({ label }) => label ?? []).toSorted();

describe('an ensemble, drawn', () => {
  test('has each model to the right of all that it waits for', () => {
    const { nodes } = layoutOf(...DIAMOND);
    const x = (title: string) => nodes.find((node) => node.title === title)?.x ?? Number.NaN;
    expect(x('left')).toBe(x('right'));
    expect([x('IN') < x('left'), x('left') < x('join'), x('join') < x('OUT')]).toEqual([true, true, true]);
  });

  test('has no two boxes in one place, and all within its size', () => {
    const { nodes, width, height } = layoutOf(...DIAMOND);
    for (const a of nodes) {
      expect(a.x + a.width).toBeLessThanOrEqual(width);
      expect(a.y + a.height).toBeLessThanOrEqual(height);
      for (const b of nodes.filter((other) => other.id !== a.id && other.x === a.x)) {
        expect(a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
      }
    }
  });

  test('names the tensors between models, and not those that a box names', () => {
    const { edges } = layoutOf(...DIAMOND);
    expect(namesOn(edges)).toEqual(['a', 'b']);
  });

  test('shows what it can of models in a circle, and of tensors that nobody makes', () => {
    const { nodes, edges } = layoutOf(step('a', ['p', 'nowhere'], 'q'), step('b', ['q'], 'p'));
    expect(nodes.map(({ title }) => title)).toEqual(expect.arrayContaining(['IN', 'a', 'b', 'OUT']));
    expect(namesOn(edges)).toEqual(['p', 'q']);
    for (const { x, y } of nodes) expect([Number.isFinite(x), Number.isFinite(y)]).toEqual([true, true]);
  });

  test('without any step is its inputs and outputs', () => {
    expect(layoutOf().nodes.map(({ title }) => title)).toEqual(['IN', 'OUT']);
  });
});
