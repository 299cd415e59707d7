import type { ConfigContext } from '../context.ts';
import type { Finding } from '../problem.ts';
import type { ModelConfig } from '../schema/value.ts';

/** Looks at one side of a normalised configuration. Error texts are Triton's, since scripts compare them. */
export type Rule = (config: ModelConfig, context: ConfigContext) => readonly Finding[];

/** A list of findings from cases that apply or do not. */
export function present(...cases: readonly (Finding | false | undefined)[]): readonly Finding[] {
  return cases.filter((found) => found !== false && found !== undefined);
}

/** Where each value occurs in a list for the second time or later. */
export function repeats(values: readonly string[]): readonly number[] {
  const seen = new Set<string>();
  return values.flatMap((value, index) => (seen.size === seen.add(value).size ? [index] : []));
}
