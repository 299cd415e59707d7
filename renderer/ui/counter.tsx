import classes from './counter.module.css';

/** How many there are, in a grey pill. */
export function Counter({ count }: { readonly count: number }) {
  return <span className={classes.counter}>{count}</span>;
}
