import { ARRANGEMENTS } from './arrange.ts';
import { ELEMENTWISE } from './elementwise.ts';
import { MATRICES } from './matrix.ts';
import { QUANTISED } from './quantised.ts';
import { RECURRENT } from './recurrent.ts';
import { REDUCTIONS } from './reduce.ts';
import { REFUSED } from './refused.ts';
import { RESHAPES } from './reshape.ts';
import type { Rule, Rules } from './rule.ts';
import { SELECTIONS } from './select.ts';
import { SPATIAL } from './spatial.ts';

const ALL: Rules = {
  ...ARRANGEMENTS,
  ...ELEMENTWISE,
  ...MATRICES,
  ...QUANTISED,
  ...RECURRENT,
  ...REDUCTIONS,
  ...REFUSED,
  ...RESHAPES,
  ...SELECTIONS,
  ...SPATIAL,
  // What the size of a batch is, is the same for every row.
  Shape: () => 'shared',
  Size: () => 'shared',
};

/** The rule of an operator, `com.microsoft.Gelu` outside the standard; undefined when it is not known. */
export function ruleOf(operator: string): Rule | undefined {
  return Object.hasOwn(ALL, operator) ? ALL[operator] : undefined;
}
