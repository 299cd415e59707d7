import type { IconType } from 'react-icons';
import { TbFile, TbPackage, TbTerminal2, TbWorld } from 'react-icons/tb';
import type { CodeReach, ModelCode } from '../../../server/protocols/desk/contract.ts';
import { Card } from '../../ui/card.tsx';
import classes from './code-review.module.css';

interface Part {
  readonly kind: CodeReach['kind'];
  readonly icon: IconType;
  readonly title: string;
}

const PARTS: readonly Part[] = [
  { kind: 'packages', icon: TbPackage, title: 'Packages' },
  { kind: 'network', icon: TbWorld, title: 'Network, perhaps' },
  { kind: 'files', icon: TbFile, title: 'Files' },
  { kind: 'programs', icon: TbTerminal2, title: 'Other programs' },
];

/** What can be told of code by its text, and how little that proves. */
export function ReachesCard({ code: { reaches } }: { readonly code: ModelCode }) {
  return (
    <Card title="What the code reaches for">
      <ul className={classes.reaches}>
        {PARTS.map(({ kind, icon: PartIcon, title }) => {
          const found = reaches.filter((reach) => reach.kind === kind);
          return (
            <li key={kind} className={classes.reach} data-found={found.length > 0 || undefined}>
              <PartIcon size={18} strokeWidth={1.75} aria-hidden="true" />
              <div>
                <p className={classes.part}>{title}</p>
                <p className={classes.found}>{foundWords(found)}</p>
              </div>
            </li>
          );
        })}
      </ul>
      <p className={classes.caveat}>
        Found by reading the text. Code can hide what it does, so this list may not be complete.
      </p>
    </Card>
  );
}

/** `numpy, transformers, line 4`; of many lines the first of each name. */
function foundWords(found: readonly CodeReach[]): string {
  if (found.length === 0) return 'none found';
  const first = new Map(found.toReversed().map(({ name, line }) => [name, line]));
  return [...first]
    .reverse()
    .map(([name, line]) => `${name}, line ${line}`)
    .join(' · ');
}
