import type { FieldDifference } from './difference.ts';
import { differencesOf } from './difference.ts';
import type { ModelConfig } from './schema/value.ts';

/** What serving a changed configuration takes. */
export interface Impact {
  /** `live`: instances are added and removed while the model serves; `reload`: it loads anew beside the old one. */
  readonly effect: 'nothing' | 'live' | 'reload';
  /** Why, as a sentence. */
  readonly reason: string;
  readonly differences: readonly FieldDifference[];
}

/** The one field that can change under a loaded model. */
const LIVE_FIELD = /^instance_group(\[|$)/;

/** What the change from one configuration to another does to the loaded model. Compare effective configurations. */
export function impactOf(before: ModelConfig, after: ModelConfig): Impact {
  const differences = differencesOf(before, after);
  if (differences.length === 0) {
    return { effect: 'nothing', reason: 'Nothing that the server sees has changed.', differences };
  }
  const reloading = differences.find(({ field }) => !LIVE_FIELD.test(field));
  if (reloading === undefined) {
    return {
      effect: 'live',
      reason: 'A change of instance_group alone updates live: the model keeps serving.',
      differences,
    };
  }
  return {
    effect: 'reload',
    reason: `${sentence(reloading)} Only a change of instance_group alone updates live.`,
    differences,
  };
}

function sentence({ field, before, after }: FieldDifference): string {
  if (before === undefined) return `${field} is new.`;
  return after === undefined ? `${field} is gone.` : `${field} changes from ${before} to ${after}.`;
}
