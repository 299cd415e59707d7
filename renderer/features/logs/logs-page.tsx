import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useRef, useState } from 'react';
import { messageOf } from '../../../server/errors.ts';
import { serverQuery } from '../../queries/desk.ts';
import { formatCount } from '../../ui/format.ts';
import { ExportMenu } from './export-menu.tsx';
import { LineDetail } from './line-detail.tsx';
import { LogFilters } from './log-filters.tsx';
import { LogList } from './log-list.tsx';
import { type LogSearch, readLogSearch } from './log-search.ts';
import type { LogSnapshot } from './log-store.ts';
import classes from './logs-page.module.css';
import { SearchField } from './search-field.tsx';
import { useHitSearch } from './use-hit-search.ts';
import { useLineSelection } from './use-line-selection.ts';
import { type LogReading, useLogLines } from './use-log-lines.ts';
import { useLogsCommands } from './use-logs-commands.ts';
import { useScrollWindow } from './use-scroll-window.ts';

/** What the server writes into its log, as it does. */
export default function LogsPage() {
  const { data: server } = useQuery(serverQuery);
  // Another process of the server begins another log.
  return <Logs key={server?.startId ?? ''} />;
}

function Logs() {
  const navigate = useNavigate();
  const filter = useSearch({ strict: false, select: readLogSearch, structuralSharing: true });
  const [words, setWords] = useState('');
  const sought = useDeferredValue(words);
  const { shown, reading, tryAgain } = useLogLines(filter, sought);
  const { rows } = shown;
  const scroller = useRef<HTMLDivElement>(null);
  const scroll = useScrollWindow(scroller, rows);
  const selection = useLineSelection(rows, scroll);
  const search = useHitSearch(shown, selection, scroll);
  useLogsCommands({ follow: scroll.follow, go: search.go });
  const setFilter = (change: LogSearch) =>
    void navigate({ to: '/logs', search: { ...filter, ...change }, replace: true });
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <h1 className={classes.title}>Logs</h1>
        <span className={classes.count}>{extentText(shown, reading)}</span>
        <div className={classes.end}>
          <SearchField words={words} onWords={setWords} search={search} />
          <ExportMenu rows={rows} />
        </div>
      </header>
      <div className={classes.header}>
        <LogFilters filter={filter} onFilter={setFilter} />
      </div>
      {reading.state === 'failed' ? <Failed error={reading.error} onTryAgain={tryAgain} /> : null}
      {rows.length === 0 ? (
        <Nothing shown={shown} reading={reading} onShowAll={() => void navigate({ to: '/logs' })} />
      ) : (
        <LogList scroller={scroller} rows={rows} words={sought} scroll={scroll} selection={selection} />
      )}
      <LineDetail lines={selection.lines} onFilter={setFilter} onClose={selection.clear} />
    </div>
  );
}

function extentText({ rows, total }: LogSnapshot, { state }: LogReading): string {
  const count =
    rows.length === total ? formatCount(total) : `${formatCount(rows.length)} of ${formatCount(total)}`;
  return `${count} lines${state === 'older' ? ', reading older ones…' : ''}`;
}

interface FailedProps {
  readonly error: unknown;
  readonly onTryAgain: () => void;
}

function Failed({ error, onTryAgain }: FailedProps) {
  return (
    <p className={classes.failed} role="alert">
      The log could not be read: {messageOf(error)}
      <Button size="xs" variant="default" onClick={onTryAgain}>
        Try again
      </Button>
    </p>
  );
}

interface NothingProps {
  readonly shown: LogSnapshot;
  readonly reading: LogReading;
  readonly onShowAll: () => void;
}

function Nothing({ shown: { total }, reading: { state }, onShowAll }: NothingProps) {
  if (state === 'failed') return null;
  if (state === 'first') return <p className={classes.nothing}>Reading the log…</p>;
  if (total === 0) {
    return (
      <p className={classes.nothing}>
        Nothing has been logged yet. Which levels are written is set under Settings, Log.
      </p>
    );
  }
  return (
    <div className={classes.nothing}>
      <p>None of the {formatCount(total)} lines is of these levels, this model, request and time.</p>
      <Button size="xs" variant="default" onClick={onShowAll}>
        Show all lines
      </Button>
    </div>
  );
}
