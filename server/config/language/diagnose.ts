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
  const further = resolved.problems.filter((finding) => !isConsequence(finding, problems));
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

/** A block with a mistake in it was only read in part; that something is missing from it then says nothing new. */
function isConsequence({ field, severity }: Finding, problems: readonly Problem[]): boolean {
  return problems.some((problem) => {
    if (problem.severity === 'warning' || severity === 'warning') return false;
    const block = parentPath(problem.field);
    return field === problem.field || (block !== '' && parentPath(field) === block);
  });
}
