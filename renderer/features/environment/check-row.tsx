import { IconAlertTriangleFilled, IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react';
import type { Check } from '../../../server/environment/contract.ts';
import { CommandLine } from '../../ui/command-line.tsx';
import classes from './environment-page.module.css';
import { VERDICT_WORDS } from './environment-text.ts';

const ICONS = {
  ok: IconCircleCheckFilled,
  attention: IconAlertTriangleFilled,
  missing: IconCircleDashed,
} as const satisfies Record<Check['verdict'], unknown>;

/** One thing that was looked at: its verdict, what was found, and what to do about it. */
export function CheckRow({ check: { title, verdict, found, action } }: { readonly check: Check }) {
  const VerdictIcon = ICONS[verdict];
  return (
    <li className={classes.check} data-verdict={verdict}>
      <VerdictIcon size={18} role="img" aria-label={VERDICT_WORDS[verdict]} />
      <div className={classes.words}>
        <p className={classes.name}>{title}</p>
        <p className={classes.found}>{found}</p>
        {action?.kind === 'words' ? <p className={classes.action}>{action.words}</p> : null}
        {action?.kind === 'command' ? <CommandLine command={action.command} /> : null}
      </div>
    </li>
  );
}
