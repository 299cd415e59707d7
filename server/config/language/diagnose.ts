import type { Completed } from '../completion.ts';
import type { ConfigContext } from '../context.ts';
import { parentPath } from '../path.ts';
import type { Finding, Problem } from '../problem.ts';
import { placeFindings, readConfig } from '../read.ts';
import { resolveConfig } from '../resolve.ts';
import type { ModelConfig } from '../schema/value.ts';
import type { ConfigDocument } from '../text/document.ts';
import { applyEdits } from '../text/text-edit.ts';

/** Everything there is to know about a text: what is wrong, where, and what the server would make of it. */
export interface Diagnosis {
  readonly document: ConfigDocument;
  /** The configuration as written. */
  readonly config: ModelConfig;
  /** The configuration as it would be served. */
  readonly effective: ModelConfig;
  readonly completed: readonly Completed[];
  /** In the order of the text. */
  readonly problems: readonly Problem[];
}

/** Reads, completes and checks a config.pbtxt the way a load would, and gives every problem its place in the text. */
export function diagnose(text: string, context: ConfigContext): Diagnosis {
  const { config, document, problems } = readConfig(text);
  const resolved = resolveConfig(likelyConfig(text, config, problems), context);
  const further = withoutConsequences(resolved.problems, problems);
  return {
    document,
    config,
    effective: resolved.config,
    completed: resolved.completed,
    problems: [...problems, ...placeFindings(document, further)].sort((a, b) => a.start - b.start),
  };
}

/** What the text most likely means: a slip of the pen in one field should not make every other field look wrong. */
function likelyConfig(text: string, config: ModelConfig, problems: readonly Problem[]): ModelConfig {
  const slips = new Map(
    problems.flatMap(({ start, end, suggestion }) =>
      suggestion ? [[start, { start, end, newText: suggestion }]] : [],
    ),
  );
  return slips.size === 0 ? config : readConfig(applyEdits(text, [...slips.values()])).config;
}

/**
 * The findings that say something new: a block with a mistake in it was only read in part, so that something is missing
 * from it is no news.
 */
function withoutConsequences(findings: readonly Finding[], problems: readonly Problem[]): readonly Finding[] {
  const faulty = problems.filter(({ severity }) => severity === 'error').map(({ field }) => field);
  const fields = new Set(faulty);
  const blocks = new Set(faulty.map(parentPath).filter((block) => block !== ''));
  return findings.filter(
    ({ severity, field }) => severity === 'warning' || !(fields.has(field) || blocks.has(parentPath(field))),
  );
}
