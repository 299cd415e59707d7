import type { Problem } from '../../../server/config/problem.ts';

/** The sentence about a problem, with what was probably meant. */
export function problemText({ message, suggestion }: Pick<Problem, 'message' | 'suggestion'>): string {
  const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
  return suggestion === undefined ? sentence : `${sentence} Did you mean ${suggestion}?`;
}
