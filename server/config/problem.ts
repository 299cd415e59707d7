import type { ConfigValue } from './schema/value.ts';

/** A change that would settle a finding, by field; the editor turns it into a change of the text. */
export type FieldChange =
  | { readonly kind: 'set'; readonly field: string; readonly value: ConfigValue }
  | { readonly kind: 'add'; readonly field: string; readonly value: ConfigValue }
  | { readonly kind: 'remove'; readonly field: string }
  | { readonly kind: 'text'; readonly start: number; readonly end: number; readonly newText: string };

export interface Remedy {
  /** What it does, as a command: `Add input "B"`. */
  readonly title: string;
  readonly changes: readonly FieldChange[];
}

/** Something worth saying about a configuration, by the field it is about: `input[0].dims`, `parameters["k"]`. */
export interface Finding {
  /** An error keeps the model from loading; a warning does not. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** Dotted path of the field; empty for the whole configuration. */
  readonly field: string;
  /** What was probably meant, ready to be put in place of the offending text. */
  readonly suggestion?: string;
  /** What to do about it, as a sentence. */
  readonly nextStep?: string;
  /** Ways to settle it, the likeliest first. */
  readonly remedies?: readonly Remedy[];
}

/** A stretch of text. Lines and columns count from 1, in UTF-16 code units; offsets from 0, the end is exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/** A finding with the stretch of the file that it is about. */
export interface Problem extends Finding, TextRange {
  readonly length: number;
  /** The offending text, cut to its first line. */
  readonly text: string;
}

export function errorAt(field: string, message: string, more: Partial<Finding> = {}): Finding {
  return { severity: 'error', field, message, ...more };
}

export function warningAt(field: string, message: string, more: Partial<Finding> = {}): Finding {
  return { severity: 'warning', field, message, ...more };
}

/** `config.pbtxt:7:3: there is no such field. Did you mean "dims"?`, as the log and a load error say it. */
export function formatProblem(problem: Finding | Problem, file: string): string {
  const place = 'line' in problem ? `${file}:${problem.line}:${problem.column}` : file;
  return `${place}: ${problem.message}${meant(problem)}`;
}

function meant({ message, suggestion }: Finding): string {
  if (suggestion === undefined) return '';
  const end = /[.?!]$/.test(message) ? '' : '.';
  return `${end} Did you mean ${suggestion.startsWith('"') ? suggestion : `"${suggestion}"`}?`;
}
