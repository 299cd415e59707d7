import { TbChartLine } from 'react-icons/tb';
import { Link } from '@tanstack/react-router';
import classes from './metrics-tab.module.css';

/** In place of the charts of a model that nobody has asked anything. */
export function NothingAsked({ name }: { readonly name: string }) {
  return (
    <div className={classes.nothing}>
      <TbChartLine size={32} strokeWidth={1.5} aria-hidden="true" />
      <h2 className={classes.heading}>Nothing was asked of {name} yet</h2>
      <p>
        The charts begin with the first request to <code>/v2/models/{name}/infer</code>.
      </p>
      <Link to="." search={(previous) => ({ ...previous, tab: 'test' })}>
        Go to the Test tab
      </Link>
    </div>
  );
}
