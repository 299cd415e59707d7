import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { ModelDetail } from '../../../server/protocols/desk/contract.ts';
import type { ModelTab } from '../../app/model-search.ts';
import { modelQuery, modelsQuery } from '../../queries/desk.ts';
import { ChangedOnDisk } from './changed-on-disk.tsx';
import { ModelHeader } from './model-header.tsx';
import { ModelMissing } from './model-missing.tsx';
import { ModelTabs } from './model-tabs.tsx';
import { Overview } from './overview.tsx';
import { OverviewSkeleton } from './overview-skeleton.tsx';
import classes from './model-page.module.css';

// What the window does not open with is fetched when its tab is opened.
const ConfigEditor = lazy(() => import('../config-editor/config-editor.tsx'));
const MetricsTab = lazy(() => import('./metrics/metrics-tab.tsx'));
const Playground = lazy(() => import('../playground/playground.tsx'));

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
        ) : (
          <Suspense fallback={<OverviewSkeleton />}>
            <Tab key={`${tab} ${name}`} tab={tab} detail={detail} />
          </Suspense>
        )}
      </div>
    </div>
  );
}

interface TabProps {
  readonly tab: ModelTab;
  readonly detail: ModelDetail;
}

function Tab({ tab, detail }: TabProps) {
  if (tab === 'config') return <ConfigEditor detail={detail} />;
  if (tab === 'test') return <Playground detail={detail} />;
  if (tab === 'metrics') return <MetricsTab detail={detail} />;
  return <Overview detail={detail} />;
}
