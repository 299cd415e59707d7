import { Kbd } from '@mantine/core';
import { formatClock } from '../../../ui/format.ts';
import { EventIcon } from './event-icon.tsx';
import classes from './events.module.css';
import type { TimelineEvent } from './timeline-event.ts';

const SHOWN = 4;

/** The newest events of the stretch that is shown, in words. */
export function EventStrip({ events }: { readonly events: readonly TimelineEvent[] }) {
  return (
    <section className={classes.strip} aria-label="Events">
      <strong>Events</strong>
      {events.length === 0 ? <span>nothing happened in this time</span> : null}
      {events.slice(-SHOWN).map(({ id, kind, at, words }) => (
        <span key={id} className={classes.item}>
          <EventIcon kind={kind} />
          <span className={classes.time}>{formatClock(at)}</span> {words}
        </span>
      ))}
      <span className={classes.keys}>
        Drag to zoom <Kbd>P</Kbd> pin <Kbd>K</Kbd> pause
      </span>
    </section>
  );
}
