import { comparisonPlan, type ComparisonPlan } from '../../../server/comparison/plan.ts';
import { InferdeckError, messageOf } from '../../../server/errors.ts';
import { startComparison } from '../../queries/comparisons.ts';

/**
 * Begins the comparison that a file describes; it is shown where comparisons of its first model are.
 * @throws InferdeckError when the file holds none, or the server refuses it
 */
export async function runSavedComparison(name: string, text: string): Promise<ComparisonPlan> {
  const plan = comparisonPlan.safeParse(parseJson(name, text));
  if (!plan.success) {
    throw new InferdeckError('invalid-argument', `${name} is no comparison that Inferdeck saved.`, {
      nextStep: 'Take the file that a comparison exports as “The comparison, to run it again”.',
    });
  }
  await startComparison(plan.data);
  return plan.data;
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InferdeckError('invalid-argument', `${name} is not JSON: ${messageOf(cause)}`, { cause });
  }
}
