import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { ActivityEntry } from '../../../server/protocols/desk/contract.ts';

const LogExcerpt = lazy(() => import('../logs/log-excerpt.tsx'));

/** What leads to an operation, and its last word, are written just before and after it. */
const BEFORE_MS = 100;
const AFTER_MS = 500;

interface EntryLinesProps {
  readonly entry: ActivityEntry;
  readonly onLeave: () => void;
}

/** The lines that the log has about the model while the operation lasted, when one asks for them. */
export function EntryLines({ entry: { kind, subject, startedAt, endedAt }, onLeave }: EntryLinesProps) {
  const [opened, setOpened] = useState(false);
  // What was dropped is no model yet.
  if (kind === 'import') return null;
  const to = endedAt === undefined ? {} : { to: Date.parse(endedAt) + AFTER_MS };
  const of = { model: subject, from: Date.parse(startedAt) - BEFORE_MS, ...to };
  return (
    <>
      <Button size="xs" variant="subtle" aria-expanded={opened} onClick={() => setOpened(!opened)}>
        Log lines
      </Button>
      {opened ? (
        <Suspense>
          <LogExcerpt of={of} nothing="The log has no line about it." onLeave={onLeave} />
        </Suspense>
      ) : null}
    </>
  );
}
