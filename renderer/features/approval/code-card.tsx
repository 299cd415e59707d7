import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { CodeFile, ModelCode } from '../../../server/protocols/desk/contract.ts';
import { Card } from '../../ui/card.tsx';
import { counted, formatBytes } from '../../ui/format.ts';
import { Tag } from '../../ui/tag.tsx';
import { CodeText } from './code-text.tsx';
import classes from './code-review.module.css';

/** The files that would run, one at a time, to be read and not changed. */
export function CodeCard({ code }: { readonly code: ModelCode }) {
  const { files, hash, reaches } = code;
  const [path, setPath] = useState(firstToRead(files)?.path);
  const file = files.find((candidate) => candidate.path === path);
  if (file === undefined) return null;
  const marked = reaches.filter((reach) => reach.path === file.path).map(({ line }) => line);
  return (
    <Card
      title={<code>{file.path}</code>}
      note={sizeWords(file)}
      actions={
        <Tag mono>
          sha256 {hash.slice(0, 4)}…{hash.slice(-4)}
        </Tag>
      }
      foot={marked.length === 0 ? undefined : 'Marked lines are listed at the right'}
      flush
    >
      {files.length < 2 ? null : (
        <NativeSelect
          className={classes.files}
          aria-label="File"
          value={file.path}
          onChange={(event) => setPath(event.currentTarget.value)}
          data={files.map((candidate) => candidate.path)}
        />
      )}
      {file.text === null ? (
        <p className={classes.unreadable}>
          This file is no text that could be shown. Approve it only if you trust who made it.
        </p>
      ) : (
        <CodeText path={file.path} text={file.text} marked={marked} />
      )}
    </Card>
  );
}

function firstToRead(files: readonly CodeFile[]): CodeFile | undefined {
  return (
    files.find(({ path }) => path.endsWith('model.py')) ?? files.find(({ text }) => text !== null) ?? files[0]
  );
}

function sizeWords({ text, sizeBytes }: CodeFile): string {
  const lines = text === null ? '' : `${counted(text.trimEnd().split('\n').length, 'line')}, `;
  return `${lines}${formatBytes(sizeBytes)}`;
}
