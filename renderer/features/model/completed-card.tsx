import type { CompletedField } from '../../../server/protocols/desk/contract.ts';
import { Card } from '../../ui/card.tsx';
import { Counter } from '../../ui/counter.tsx';
import classes from './completed-card.module.css';

/** The config fields that nobody wrote: what the server put there, and by which rule. */
export function CompletedCard({ completed }: { readonly completed: readonly CompletedField[] }) {
  if (completed.length === 0) return null;
  return (
    <Card title="Filled in by the server" note={<Counter count={completed.length} />} flush>
      <ul>
        {completed.map(({ field, value, why }) => (
          <li key={field} className={classes.field}>
            <p className={classes.line}>
              <code>{field}</code> <code className={classes.value}>{value}</code>
            </p>
            <p className={classes.why}>{why}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
