import { useMemo } from 'react';
import type { BatchingEvidence } from '../../../../server/config/why-not-batching.ts';
import type { ModelDetail } from '../../../../server/protocols/desk/contract.ts';
import { ActivityCharts } from '../../metrics/activity-charts.tsx';
import { EventStrip } from '../../metrics/events/event-strip.tsx';
import { useEventsBetween } from '../../metrics/events/use-events-between.ts';
import { versionsOf } from '../../metrics/series/activity-of-models.ts';
import { TimeControls } from '../../metrics/time-controls.tsx';
import { useMetricsCommands } from '../../metrics/use-metrics-commands.ts';
import { useShownPoints } from '../../metrics/use-shown-points.ts';
import { useMetricsView } from '../../metrics/view.ts';
import { TunerCard } from '../../tuner/tuner-card.tsx';
import { OverviewSkeleton } from '../overview-skeleton.tsx';
import { BatchingCard } from './batching-card.tsx';
import classes from './metrics-tab.module.css';
import { NothingAsked } from './nothing-asked.tsx';
import { RunsOnCard } from './runs-on-card.tsx';
import { SlowCard } from './slow-card.tsx';
import { speedEvidence } from './speed-evidence.ts';

/** One model in numbers: whether it batches, what slows it, where it runs, and the charts of its requests. */
export default function MetricsTab({ detail }: { readonly detail: ModelDetail }) {
  useMetricsCommands();
  const { name, lastRequestAt } = detail.summary;
  const range = useMetricsView((view) => view.range);
  const shown = useShownPoints();
  const events = useEventsBetween(shown.from, shown.to);
  const evidence = useMemo(() => speedEvidence(detail, shown.points), [detail, shown.points]);
  if (shown.isLoading) return <OverviewSkeleton />;
  const isAsked =
    lastRequestAt !== undefined || shown.points.some((point) => versionsOf(point, name).length > 0);
  return (
    <div className={classes.page}>
      <TimeControls />
      <div className={classes.answers}>
        <BatchingCard evidence={evidence} span={range} />
        <SlowCard evidence={evidence} span={range} />
        <RunsOnCard detail={detail} />
      </div>
      <TunerCard model={name} blocked={whyNotTuned(detail, evidence)} />
      {isAsked ? (
        <>
          <div className={classes.charts}>
            <ActivityCharts shown={shown} events={events} model={name} />
          </div>
          <EventStrip events={events} />
        </>
      ) : (
        <NothingAsked name={name} />
      )}
    </div>
  );
}

function whyNotTuned({ summary }: ModelDetail, { config }: BatchingEvidence): string | undefined {
  if (config.ensemble_scheduling !== undefined)
    return 'An ensemble has no instances: tune the models it runs.';
  return summary.state === 'ready' ? undefined : 'Load the model first.';
}
