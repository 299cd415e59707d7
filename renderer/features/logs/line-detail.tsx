import { Button, CloseButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { LogLine } from '../../../server/telemetry/logs/contract.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { counted } from '../../ui/format.ts';
import { clockText, plainText } from './line-text.ts';
import type { LogSearch } from './log-search.ts';
import classes from './logs-page.module.css';

interface LineDetailProps {
  readonly lines: readonly LogLine[];
  readonly onFilter: (change: LogSearch) => void;
  readonly onClose: () => void;
}

/** What is chosen, in full: the words of one line, or how many there are. */
export function LineDetail({ lines, onFilter, onClose }: LineDetailProps) {
  const [line] = lines;
  if (line === undefined) return null;
  const only = lines.length === 1 ? line : undefined;
  return (
    <section className={classes.detail} aria-label="Chosen lines">
      <div className={classes.detailHead}>
        <strong>{only === undefined ? counted(lines.length, 'line') : clockText(only.time)}</strong>
        {only?.model === undefined ? null : <About line={only} model={only.model} onFilter={onFilter} />}
        <span className={classes.end}>
          <CopyButton text={plainText(lines)}>{only === undefined ? 'Copy lines' : 'Copy line'}</CopyButton>
          <CloseButton aria-label="Choose nothing" onClick={onClose} />
        </span>
      </div>
      <pre className={classes.whole} tabIndex={0} aria-label="Text">
        {only === undefined ? plainText(lines.slice(0, SHOWN)) : `${only.text}\n${only.detail ?? ''}`.trim()}
      </pre>
    </section>
  );
}

/** Of many chosen lines; a copy has them all. */
const SHOWN = 200;

interface AboutProps {
  readonly line: LogLine;
  readonly model: string;
  readonly onFilter: (change: LogSearch) => void;
}

function About({ line: { version, requestId }, model, onFilter }: AboutProps) {
  return (
    <>
      <Link to="/models/$name" params={{ name: model }} className={classes.link}>
        {model}
        {version === undefined ? '' : ` v${version}`}
      </Link>
      <Button size="xs" variant="subtle" onClick={() => onFilter({ about: model })}>
        Only this model
      </Button>
      {requestId === undefined ? null : (
        <Button size="xs" variant="subtle" onClick={() => onFilter({ request: requestId })}>
          Only request {requestId}
        </Button>
      )}
    </>
  );
}
