import type { Layout } from '../layout.ts';
import type { Step } from '../step.ts';

/**
 * How an operator hands the rows of its inputs on: the layout of its outputs, one for all or one each. It is asked only
 * when some input has rows. Shapes and constants that hold the old batch are changed on the way.
 * @throws Refusal when rows would influence each other, or nothing certain can be said
 */
export type Rule = (step: Step) => Layout | readonly Layout[];
export type Rules = Readonly<Record<string, Rule>>;

/** The same rule for several operators. */
export function rulesFor(operators: string, rule: Rule): Rules {
  return Object.fromEntries(operators.split(/\s+/).map((operator) => [operator, rule]));
}
