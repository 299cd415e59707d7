import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { ConfigOnDisk } from '../../../server/protocols/desk/contract.ts';
import { TextDiff } from './text-diff.tsx';
import type { ConfigText } from './use-config-text.ts';
import classes from './config-editor.module.css';

interface ConflictBannerProps {
  readonly disk: ConfigOnDisk;
  readonly editing: ConfigText;
}

/** The file changed while there was unsaved text: nothing is overwritten until the person has chosen. */
export function ConflictBanner({ disk, editing }: ConflictBannerProps) {
  const [merged, setMerged] = useState<string>();
  return (
    <section className={classes.conflict} role="alert">
      <div className={classes.conflictHead}>
        <IconAlertTriangle size={16} aria-hidden />
        <p>
          <strong>The file changed on disk</strong> since you began to edit it. Both texts are kept.
        </p>
        <Button size="compact-sm" onClick={() => editing.rebase(editing.text)}>
          Keep mine
        </Button>
        <Button size="compact-sm" onClick={editing.discard}>
          Take the one on disk
        </Button>
        {merged === undefined ? (
          <Button size="compact-sm" onClick={() => setMerged(editing.text)}>
            Merge…
          </Button>
        ) : (
          <Button size="compact-sm" variant="filled" onClick={() => editing.rebase(merged)}>
            Use the merged text
          </Button>
        )}
      </div>
      {merged === undefined ? null : (
        <div className={classes.merge}>
          <p className={classes.hint}>Left: on disk. Right: yours, to be changed until it is right.</p>
          <TextDiff
            label="Your text, to be merged"
            before={disk.text ?? ''}
            after={merged}
            onChange={setMerged}
          />
        </div>
      )}
    </section>
  );
}
