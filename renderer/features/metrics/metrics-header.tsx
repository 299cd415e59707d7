import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconPinned, IconPlayerPause, IconPlayerPlay, IconZoomReset } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { RANGES } from '../../../server/telemetry/history/contract.ts';
import { modelsQuery } from '../../queries/desk.ts';
import { formatClock } from '../../ui/format.ts';
import classes from './metrics-page.module.css';
import { setView, togglePause, useMetricsView } from './view.ts';

const SEGMENTS = [...RANGES];

/** What all charts of the page share: models, time, and whether it goes on. */
export function MetricsHeader() {
  const { range, model, pausedAt, pinned, zoom } = useMetricsView();
  const { data: models = [] } = useQuery(modelsQuery);
  return (
    <header className={classes.header}>
      <h1 className={classes.title}>Metrics</h1>
      <NativeSelect
        aria-label="Models"
        value={model ?? ''}
        onChange={({ currentTarget: { value } }) => setView({ model: value === '' ? undefined : value })}
        data={[{ value: '', label: 'All models' }, ...models.map(({ name }) => name)]}
      />
      <div className={classes.end}>
        {pinned === undefined ? null : (
          <Button leftSection={<IconPinned size={14} />} onClick={() => setView({ pinned: undefined })}>
            {formatClock(pinned)} pinned
          </Button>
        )}
        {zoom === undefined ? null : (
          <Button leftSection={<IconZoomReset size={14} />} onClick={() => setView({ zoom: undefined })}>
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
          leftSection={pausedAt === undefined ? <IconPlayerPause size={14} /> : <IconPlayerPlay size={14} />}
          onClick={togglePause}
        >
          {pausedAt === undefined ? 'Pause' : `Go on, paused ${formatClock(pausedAt)}`}
        </Button>
      </div>
    </header>
  );
}
