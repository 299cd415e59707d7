import { ProgressRing } from '../ui/progress-ring.tsx';
import { useElapsed } from '../ui/use-elapsed.ts';
import classes from './connecting.module.css';

/** Before the first word of the server: nothing, then what is waited for. */
export function Connecting() {
  const words = useElapsed(1000);
  return (
    <main className={classes.page}>
      <p role="status">
        {words ? (
          <span className={classes.words}>
            <ProgressRing size={16} /> Asking the server whether this window may come in…
          </span>
        ) : null}
      </p>
    </main>
  );
}
