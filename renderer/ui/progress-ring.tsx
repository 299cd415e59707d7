import classes from './progress-ring.module.css';

/** Something is under way; the words beside it say what. A still arc where motion is not wanted. */
export function ProgressRing({ size = 16 }: { readonly size?: number }) {
  return (
    <svg className={classes.ring} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6.25" opacity="0.25" />
      <path d="M8 1.75a6.25 6.25 0 0 1 6.25 6.25" />
    </svg>
  );
}
