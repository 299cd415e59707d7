import { type PointerEvent, useRef, useState } from 'react';
import type { TimelineEvent } from '../events/timeline-event.ts';
import { EventIcon } from '../events/event-icon.tsx';
import { setView, useMetricsView } from '../view.ts';
import classes from './overlay.module.css';
import { PLOT_LEFT, PLOT_RIGHT } from './plot-frame.ts';

interface OverlayProps {
  readonly from: number;
  readonly to: number;
  readonly events: readonly TimelineEvent[];
}

/** A drag that is shorter was a click. */
const SHORTEST_DRAG = 6;

/** What lies over a plot: the crosshair, the events, and the stretch that is being marked to look closer at. */
export function Overlay({ from, to, events }: OverlayProps) {
  const area = useRef<HTMLDivElement>(null);
  const [mark, setMark] = useState<readonly [number, number]>();
  const crosshair = useMetricsView((view) => view.pinned ?? view.hovered);
  const share = (at: number) => `${(100 * (at - from)) / (to - from)}%`;
  const timeAt = (event: PointerEvent) => {
    const { left = 0, width = 1 } = area.current?.getBoundingClientRect() ?? {};
    return from + Math.min(1, Math.max(0, (event.clientX - left) / width)) * (to - from);
  };
  const finish = () => {
    const { width = 1 } = area.current?.getBoundingClientRect() ?? {};
    if (mark !== undefined && (Math.abs(mark[1] - mark[0]) / (to - from)) * width > SHORTEST_DRAG) {
      setView({ zoom: [Math.min(...mark), Math.max(...mark)] });
    }
    setMark(undefined);
  };
  return (
    <div
      ref={area}
      className={classes.area}
      style={{ left: PLOT_LEFT, right: PLOT_RIGHT }}
      onPointerDown={(event) => setMark([timeAt(event), timeAt(event)])}
      onPointerMove={(event) => {
        const at = timeAt(event);
        setView({ hovered: at });
        if (mark !== undefined) setMark([mark[0], at]);
      }}
      onPointerUp={finish}
      onPointerLeave={() => {
        setView({ hovered: undefined });
        setMark(undefined);
      }}
    >
      {events.map((event) => (
        <span key={event.id} className={classes.event} style={{ left: share(event.at) }} title={event.words}>
          <EventIcon kind={event.kind} />
        </span>
      ))}
      {crosshair !== undefined && crosshair >= from && crosshair <= to ? (
        <span className={classes.crosshair} style={{ left: share(crosshair) }} />
      ) : null}
      {mark === undefined ? null : (
        <span
          className={classes.mark}
          style={{ left: share(Math.min(...mark)), right: `calc(100% - ${share(Math.max(...mark))})` }}
        />
      )}
    </div>
  );
}
