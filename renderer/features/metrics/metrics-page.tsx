import { ActivityCharts } from './activity-charts.tsx';
import { DeviceCards } from './devices/device-cards.tsx';
import { EventStrip } from './events/event-strip.tsx';
import { useEventsBetween } from './events/use-events-between.ts';
import { MetricsHeader } from './metrics-header.tsx';
import classes from './metrics-page.module.css';
import { useMetricsCommands } from './use-metrics-commands.ts';
import { useShownPoints } from './use-shown-points.ts';
import { useMetricsView } from './view.ts';

/** The computer and the server in numbers, as they change. */
export default function MetricsPage() {
  useMetricsCommands();
  const model = useMetricsView((view) => view.model);
  const shown = useShownPoints();
  const events = useEventsBetween(shown.from, shown.to);
  return (
    <div className={classes.page}>
      <MetricsHeader />
      <div className={classes.grid}>
        <DeviceCards points={shown.points} />
      </div>
      <div className={classes.grid}>
        <ActivityCharts shown={shown} events={events} model={model} />
      </div>
      <EventStrip events={events} />
    </div>
  );
}
