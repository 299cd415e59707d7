import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { modelQuery } from '../../queries/desk.ts';
import { ListButton } from '../repository/list-button.tsx';
import { useComparing } from './comparing.ts';
import classes from './compare-page.module.css';
import { CompareReport } from './compare-report.tsx';
import { CompareSetup } from './compare-setup.tsx';

const route = getRouteApi('/compare/$name');

/** Two versions of a model on the same inputs, and what can be said about them. */
export default function ComparePage() {
  const { name } = route.useParams();
  const { data: detail, error } = useQuery(modelQuery(name));
  const comparing = useComparing(name);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <ListButton />
        <h1 className={classes.title}>Compare</h1>
        <Link to="/models/$name" params={{ name }} className={classes.model}>
          {name}
        </Link>
      </header>
      {error === null ? null : <p role="alert">{error.message}</p>}
      {detail === undefined ? null : <CompareSetup key={name} detail={detail} comparing={comparing} />}
      {comparing.state === 'failed' ? (
        <p role="alert" className={classes.failure}>
          {comparing.why}
        </p>
      ) : null}
      {comparing.state === 'done' ? (
        <CompareReport report={comparing.report} pictures={comparing.pictures} />
      ) : null}
    </div>
  );
}
