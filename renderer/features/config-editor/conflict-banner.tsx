import { Button } from '@mantine/core';
import { TbFileDiff } from 'react-icons/tb';
import type { BufferState, ConfigBuffer } from './buffer/config-buffer.ts';
import classes from './conflict-banner.module.css';

interface ConflictBannerProps {
  readonly buffer: ConfigBuffer;
  readonly state: BufferState;
  readonly onMerge: (() => void) | undefined;
}

/** The file changed while there was unsaved text: nothing is overwritten until the person has chosen. */
export function ConflictBanner({ buffer, state: { disk }, onMerge }: ConflictBannerProps) {
  const isGone = disk.hash === null;
  return (
    <section className={classes.banner} role="alert">
      <TbFileDiff size={16} className={classes.icon} aria-hidden="true" />
      <p className={classes.words}>
        <strong>{isGone ? 'The file is gone from disk' : 'The file changed on disk'}</strong> since you began
        to edit it. Nothing is lost: your text is here, and{' '}
        {isGone ? 'saving makes the file anew.' : 'the file is as the other program left it.'}
      </p>
      <span className={classes.buttons}>
        <Button onClick={() => buffer.keepMine()}>Keep mine</Button>
        <Button onClick={() => buffer.takeDisk()}>{isGone ? 'Let it go' : 'Take the one on disk'}</Button>
        {isGone || onMerge === undefined ? null : (
          <Button variant="filled" onClick={onMerge}>
            Merge…
          </Button>
        )}
      </span>
    </section>
  );
}
