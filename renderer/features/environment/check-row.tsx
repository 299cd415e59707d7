import type { Check } from '../../../server/environment/contract.ts';
import { CommandLine } from '../../ui/command-line.tsx';
import { Action, Found, VerdictRow } from '../../ui/verdict-row.tsx';
import { VERDICT_WORDS } from './environment-text.ts';

/** One thing that was looked at: its verdict, what was found, and what to do about it. */
export function CheckRow({ check: { title, verdict, found, action } }: { readonly check: Check }) {
  return (
    <VerdictRow verdict={verdict} label={VERDICT_WORDS[verdict]} title={title}>
      <Found>{found}</Found>
      {action?.kind === 'words' ? <Action>{action.words}</Action> : null}
      {action?.kind === 'command' ? <CommandLine command={action.command} /> : null}
    </VerdictRow>
  );
}
