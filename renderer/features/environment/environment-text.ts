import type { Check, EnvironmentReport } from '../../../server/environment/contract.ts';

/** The verdicts as people read them. */
export const VERDICT_WORDS: Readonly<Record<Check['verdict'], string>> = {
  ok: 'OK',
  attention: 'Attention',
  missing: 'Missing',
};

/** The whole check as text, for a message to somebody. */
export function environmentText({ at, checks }: EnvironmentReport): string {
  const lines = checks.map(({ area, title, verdict, found, action }) => {
    const next =
      action === undefined ? '' : ` → ${action.kind === 'command' ? action.command : action.words}`;
    return `[${VERDICT_WORDS[verdict]}] ${area}: ${title}: ${found}${next}`;
  });
  return [`Inferdeck, checked at ${at}`, ...lines, ''].join('\n');
}
