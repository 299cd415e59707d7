import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { modelsQuery } from '../../queries/desk.ts';
import classes from './metrics-page.module.css';
import { TimeControls } from './time-controls.tsx';
import { setView, useMetricsView } from './view.ts';

/** What all charts of the page share: models, time, and whether it goes on. */
export function MetricsHeader() {
  const model = useMetricsView((view) => view.model);
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
      <TimeControls />
    </header>
  );
}
