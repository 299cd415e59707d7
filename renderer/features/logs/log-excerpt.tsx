import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { messageOf } from '../../../server/errors.ts';
import { type LinesWish, linesQuery } from '../../queries/logs.ts';
import { clockText } from './line-text.ts';
import classes from './log-excerpt.module.css';

interface LogExcerptProps {
  readonly of: LinesWish;
  /** Said when there are none. */
  readonly nothing: string;
  readonly onLeave?: () => void;
}

/** The lines about a model in a stretch of time, and the way to them in the log. */
export default function LogExcerpt({ of, nothing, onLeave }: LogExcerptProps) {
  const { data, error } = useQuery(linesQuery(of));
  const { model: about, from, to } = of;
  return (
    <div className={classes.excerpt}>
      {error === null ? null : <p className={classes.note}>The log could not be read: {messageOf(error)}</p>}
      {data?.lines.length === 0 ? <p className={classes.note}>{nothing}</p> : null}
      <ol className={classes.lines} aria-label={`Log lines of ${about}`}>
        {data?.lines.map(({ id, time, level, text }) => (
          <li key={id} className={classes.line} data-level={level}>
            <span className={classes.time}>{clockText(time)}</span>
            <span className={classes.level}>{level}</span>
            <span className={classes.text}>{text}</span>
          </li>
        ))}
      </ol>
      <Link to="/logs" search={{ about, from, to }} className={classes.open} onClick={onLeave}>
        Open in logs
      </Link>
    </div>
  );
}
