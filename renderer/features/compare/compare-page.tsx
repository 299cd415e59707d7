import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { modelQuery } from '../../queries/desk.ts';
import { ListButton } from '../repository/list-button.tsx';
import classes from './compare-page.module.css';
import { CompareReport } from './compare-report.tsx';
import { CompareSetup } from './compare-setup.tsx';
import { ExportMenu } from './export-menu.tsx';
import { EarlierComparisons } from './earlier-comparisons.tsx';
import { useComparison } from './use-comparison.ts';

const route = getRouteApi('/compare/$name');

/** Two versions on the same inputs, and what can be said about them. */
export default function ComparePage() {
  const { name } = route.useParams();
  const { data: detail, error } = useQuery(modelQuery(name));
  const comparison = useComparison(name);
  const { current, report } = comparison;
  const trouble = error ?? comparison.error;
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <ListButton />
        <h1 className={classes.title}>Compare</h1>
        <Link to="/models/$name" params={{ name }} className={classes.model}>
          {name}
        </Link>
        <span className={classes.room} />
        <EarlierComparisons comparison={comparison} />
        {current?.state === 'done' ? <ExportMenu id={current.id} /> : null}
      </header>
      {trouble === null ? null : <p role="alert">{trouble.message}</p>}
      {detail === undefined ? null : <CompareSetup key={name} detail={detail} comparison={comparison} />}
      {current?.state === 'failed' ? (
        <p role="alert" className={classes.failure}>
          {current.why}
        </p>
      ) : null}
      {current === undefined || report === undefined ? null : (
        <CompareReport key={current.id} id={current.id} report={report} />
      )}
    </div>
  );
}
