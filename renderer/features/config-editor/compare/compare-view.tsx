import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { earlierTextQuery } from '../../../queries/config.ts';
import type { BufferState, ConfigBuffer } from '../buffer/config-buffer.ts';
import type { Diagnosis } from '../../../../server/config/language/diagnose.ts';
import { type CompareSource, comparisonOf } from './compare-source.ts';
import { TextDiff } from './text-diff.tsx';
import classes from './compare.module.css';

interface CompareViewProps {
  readonly source: CompareSource;
  readonly name: string;
  readonly buffer: ConfigBuffer;
  readonly state: BufferState;
  readonly diagnosis: Diagnosis;
  readonly loadedText: string | null;
  readonly loadedConfig: unknown;
  readonly onClose: () => void;
}

/** The text held against something else; where it is the text itself that stands at the right, it can be changed. */
export function CompareView({ source, name, buffer, onClose, ...texts }: CompareViewProps) {
  const id = source.kind === 'earlier' ? source.id : '';
  const { data, error } = useQuery({ ...earlierTextQuery(name, id), enabled: source.kind === 'earlier' });
  const comparison = comparisonOf(source, { ...texts, earlier: data?.text });
  if (comparison === undefined) {
    return (
      <p className={classes.same} role="status">
        {error === null ? 'Fetching the earlier text…' : error.message}
      </p>
    );
  }
  const { before, beforeTitle, after, afterTitle } = comparison;
  return (
    <div className={classes.view}>
      <div className={classes.titles}>
        <span>{beforeTitle}</span>
        <span>{afterTitle}</span>
        <span className={classes.actions}>
          {source.kind === 'earlier' && before !== texts.state.text ? (
            <Button size="xs" onClick={() => buffer.replace(before)}>
              Put it back
            </Button>
          ) : null}
          <Button size="xs" onClick={onClose}>
            Close the diff
          </Button>
        </span>
      </div>
      {before === (after ?? texts.state.text) ? (
        <p className={classes.same} role="status">
          There is no difference.
        </p>
      ) : null}
      <TextDiff
        before={before}
        beforeTitle={beforeTitle}
        after={after ?? buffer.model}
        afterTitle={afterTitle}
      />
    </div>
  );
}
