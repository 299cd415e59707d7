import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { BufferState, ConfigBuffer } from '../buffer/config-buffer.ts';
import { mergeTexts } from '../buffer/merge-texts.ts';
import { monaco } from '../monaco/setup.ts';
import { TextDiff } from './text-diff.tsx';
import classes from './compare.module.css';

interface MergeViewProps {
  readonly buffer: ConfigBuffer;
  readonly state: BufferState;
  readonly onClose: () => void;
}

/**
 * Both changes in one text: what only one side changed is taken over, and where both did, the person decides, with the
 * file on the left and the arrows between the two.
 */
export function MergeView({ buffer, state, onClose }: MergeViewProps) {
  // The file may change again while somebody merges; that is the next conflict, not a reason to begin anew.
  const [{ disk, merged }] = useState(() => ({
    disk: state.disk,
    merged: mergeTexts(state.text, state.base.text, state.disk.text),
  }));
  const [diff, setDiff] = useState<monaco.editor.IStandaloneDiffEditor>();
  useConflictMarks(diff, merged.conflicts);
  const takeOver = () => {
    if (diff === undefined) return;
    buffer.takeMerged(diff.getModifiedEditor().getValue(), disk);
    onClose();
  };
  return (
    <div className={classes.view}>
      <div className={classes.titles}>
        <span>On disk now</span>
        <span>Both together, to be changed until it is right</span>
        <span className={classes.actions}>
          <Button size="xs" onClick={onClose}>
            Not now
          </Button>
          <Button size="xs" variant="filled" onClick={takeOver}>
            Use the merged text
          </Button>
        </span>
      </div>
      <p className={classes.same} role="status">
        {conflictWords(merged.conflicts.length)}
      </p>
      <TextDiff
        before={disk.text}
        beforeTitle="On disk now"
        after={merged.text}
        afterTitle="Merged text"
        editable
        onEditor={setDiff}
      />
    </div>
  );
}

function conflictWords(count: number): string {
  if (count === 0) return 'The changes do not touch: yours and those on disk are both in the text.';
  const [places, are] = count === 1 ? ['One place was', 'is'] : [`${count} places were`, 'are'];
  return `${places} changed on both sides and ${are} marked; yours stands there. The arrow in the middle takes what is on disk.`;
}

type Places = readonly { readonly line: number; readonly count: number }[];

function useConflictMarks(diff: monaco.editor.IStandaloneDiffEditor | undefined, places: Places): void {
  useEffect(() => {
    const marks = diff?.getModifiedEditor().createDecorationsCollection(
      places.map(({ line, count }) => ({
        range: new monaco.Range(line, 1, line + Math.max(0, count - 1), 1),
        options: { isWholeLine: true, marginClassName: 'merge-conflict' },
      })),
    );
    return () => marks?.clear();
  }, [diff, places]);
}
