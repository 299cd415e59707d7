import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { modelQuery, modelsQuery } from '../../queries/desk.ts';
import { Playground } from '../playground/playground.tsx';
import { ChangedOnDisk } from './changed-on-disk.tsx';
import { ModelHeader } from './model-header.tsx';
import { ModelMissing } from './model-missing.tsx';
import { ModelTabs } from './model-tabs.tsx';
import { Overview } from './overview.tsx';
import { OverviewSkeleton } from './overview-skeleton.tsx';
import classes from './model-page.module.css';

/** The editor is large and only fetched when it is opened. */
const ConfigEditor = lazy(() => import('../config-editor/config-editor.tsx'));

const route = getRouteApi('/models/$name');

/** One model: its head, its tabs and the tab that is open. */
export function ModelPage() {
  const { name } = route.useParams();
  const { tab = 'overview' } = route.useSearch();
  const { data: models } = useQuery(modelsQuery);
  const { data: detail, error } = useQuery(modelQuery(name));
  const summary = detail?.summary ?? models?.find((model) => model.name === name);
  if (summary === undefined) {
    return models === undefined && error === null ? <OverviewSkeleton /> : <ModelMissing name={name} />;
  }
  return (
    <div className={classes.page}>
      <ModelHeader model={summary} tab={tab} />
      <ModelTabs model={summary} tab={tab} />
      <ChangedOnDisk model={summary} />
      <div className={classes.content}>
        {detail === undefined ? (
          <OverviewSkeleton />
        ) : tab === 'config' ? (
          <Suspense fallback={<OverviewSkeleton />}>
            <ConfigEditor key={name} detail={detail} />
          </Suspense>
        ) : tab === 'test' ? (
          <Playground key={name} detail={detail} />
        ) : (
          <Overview key={name} detail={detail} />
        )}
      </div>
    </div>
  );
}
