import classes from './side-mark.module.css';

/** The letter of a side in its colour. */
export function SideMark({ side }: { readonly side: 'A' | 'B' }) {
  return (
    <span className={classes.mark} data-side={side}>
      {side}
    </span>
  );
}
