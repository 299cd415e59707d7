import type { RequestTiming } from '../../../queries/server-timing.ts';
import { formatMilliseconds, formatMs } from '../../../ui/format.ts';
import classes from './timing-bar.module.css';
import { timingParts } from './timing-parts.ts';

/** Where the time of the request went, from this side of the wire; only its sum where nothing else is known. */
export function TimingBar({ timing }: { readonly timing: RequestTiming }) {
  const parts = timingParts(timing);
  return (
    <div className={classes.timing}>
      <div className={classes.head}>
        <h3 className={classes.title}>{parts.length === 0 ? 'Time it took then' : 'Where the time went'}</h3>
        <span className={classes.total}>{formatMilliseconds(timing.total)}</span>
      </div>
      <div className={classes.bar} aria-hidden="true" hidden={parts.length === 0}>
        {parts.map(({ name, milliseconds }) => (
          <span key={name} className={classes.part} data-part={name} style={{ flexGrow: milliseconds }} />
        ))}
      </div>
      <dl className={classes.legend}>
        {parts.map(({ name, milliseconds, title }) => (
          <div key={name} className={classes.entry} data-part={name} title={title}>
            <dt>{name}</dt>
            <dd>{formatMs(milliseconds)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
