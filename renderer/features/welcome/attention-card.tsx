import { Link } from '@tanstack/react-router';
import type { ModelSummary } from '../../../server/protocols/desk/contract.ts';
import { Card } from '../../ui/card.tsx';
import { Counter } from '../../ui/counter.tsx';
import { StateIcon } from '../../ui/state.tsx';
import { failureSentence, placeText } from '../repository/words.ts';
import classes from './attention-card.module.css';

/** The models that could not be loaded, each with its reason and the way to it. */
export function AttentionCard({ models }: { readonly models: readonly ModelSummary[] }) {
  const failed = models.flatMap(({ name, failure }) => (failure === undefined ? [] : [{ name, failure }]));
  if (failed.length === 0) return null;
  return (
    <Card title="Needs attention" note={<Counter count={failed.length} />} flush>
      <ul>
        {failed.map(({ name, failure }) => (
          <li key={name} className={classes.model}>
            <StateIcon look="unavailable" />
            <div className={classes.words}>
              <p className={classes.name}>{name}</p>
              <p>
                {failure.place === undefined ? '' : `${placeText(failure.place)} · `}
                {failureSentence(failure)}
              </p>
            </div>
            <Link
              to="/models/$name"
              params={{ name }}
              className={classes.why}
              aria-label={`See why ${name} failed`}
            >
              See why
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
