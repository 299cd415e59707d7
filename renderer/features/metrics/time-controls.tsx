import { Button, SegmentedControl } from '@mantine/core';
import { TbPinned, TbPlayerPause, TbPlayerPlay, TbZoomReset } from 'react-icons/tb';
import { RANGES } from '../../../server/telemetry/history/contract.ts';
import { formatClock } from '../../ui/format.ts';
import classes from './metrics-page.module.css';
import { setView, togglePause, useMetricsView } from './view.ts';

const SEGMENTS = [...RANGES];

/** The time that all charts span, and whether it goes on. */
export function TimeControls() {
  const { range, pausedAt, pinned, zoom } = useMetricsView();
  return (
    <div className={classes.end}>
      {pinned === undefined ? null : (
        <Button leftSection={<TbPinned size={14} />} onClick={() => setView({ pinned: undefined })}>
          {formatClock(pinned)} pinned
        </Button>
      )}
      {zoom === undefined ? null : (
        <Button leftSection={<TbZoomReset size={14} />} onClick={() => setView({ zoom: undefined })}>
          Whole range
        </Button>
      )}
      <SegmentedControl
        aria-label="Time"
        data={SEGMENTS}
        value={range}
        onChange={(value) => setView({ range: value, zoom: undefined })}
      />
      <Button
        leftSection={pausedAt === undefined ? <TbPlayerPause size={14} /> : <TbPlayerPlay size={14} />}
        onClick={togglePause}
      >
        {pausedAt === undefined ? 'Pause' : `Go on, paused ${formatClock(pausedAt)}`}
      </Button>
    </div>
  );
}
