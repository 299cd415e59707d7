import type { Finding } from '../problem.ts';
import { errorAt } from '../problem.ts';
import type { Rule } from './rule.ts';

/** A TorchScript file does not say what it takes and gives, so its configuration must. */
export const completenessRules: Rule = ({ backend, input, output }) => {
  if (backend !== 'pytorch') return [];
  return [...(input.length === 0 ? [none('input')] : []), ...(output.length === 0 ? [none('output')] : [])];
};

function none(list: 'input' | 'output'): Finding {
  return errorAt(list, `model configuration must contain at least one ${list}, none were specified.`, {
    nextStep:
      list === 'input'
        ? 'Add an input for each argument of the model’s forward function, in their order: input { name: "INPUT__0" … }.'
        : 'Add an output for each tensor that forward gives, in their order: output { name: "OUTPUT__0" … }.',
  });
}
