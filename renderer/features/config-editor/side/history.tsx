import { Button } from '@mantine/core';
import type { EarlierSave } from '../../../../server/protocols/desk/contract.ts';
import { formatAgo, formatBytes } from '../../../ui/format.ts';
import { useNow } from '../../../ui/use-now.ts';
import classes from './side.module.css';

interface HistoryProps {
  readonly saves: readonly EarlierSave[];
  readonly onCompare: (save: EarlierSave) => void;
}

/** Earlier saves, newest first; each can be held against the text in the editor, and put back from there. */
export function History({ saves, onCompare }: HistoryProps) {
  const now = useNow(10_000);
  if (saves.length === 0) {
    return (
      <p className={classes.empty}>
        Nothing was saved from here yet. Every save is kept, the last fifty of them, with what was there
        before.
      </p>
    );
  }
  return (
    <ul className={classes.saves}>
      {saves.map((save) => (
        <li key={save.id} className={classes.save}>
          <time dateTime={save.savedAt} title={new Date(save.savedAt).toLocaleString()}>
            {formatAgo(save.savedAt, now)}
          </time>
          <span className={classes.size}>{formatBytes(save.sizeBytes)}</span>
          <Button size="xs" onClick={() => onCompare(save)}>
            Compare
          </Button>
        </li>
      ))}
    </ul>
  );
}
