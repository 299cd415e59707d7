import { Button } from '@mantine/core';
import { TbPlayerPlayFilled } from 'react-icons/tb';
import { useNavigate } from '@tanstack/react-router';
import type { ModelSummary } from '../../../server/protocols/desk/contract.ts';
import { versionsText } from '../repository/words.ts';
import { readyVersions } from '../model/versions.ts';
import classes from './try-card.module.css';

/** The sample that shows most in one minute; any ready model does otherwise. */
const FIRST_CHOICE = 'mnist';

/** One button to the first prediction. */
export function TryCard({ models }: { readonly models: readonly ModelSummary[] }) {
  const navigate = useNavigate();
  const ready = models.filter((model) => model.state === 'ready');
  const model = ready.find(({ name }) => name === FIRST_CHOICE) ?? ready[0];
  if (model === undefined) return null;
  const sample = model.name === FIRST_CHOICE;
  return (
    <section className={classes.card}>
      <div className={classes.glyphs} aria-hidden="true">
        <svg viewBox="0 0 48 48">
          <path d="M15 14c6-6 18-3 16 4-1 4-6 5-9 5 5 0 11 2 11 8 0 7-12 10-19 4" />
        </svg>
      </div>
      <div className={classes.words}>
        <h2 className={classes.title}>{sample ? 'Draw a digit, get an answer' : `Try ${model.name}`}</h2>
        <p>
          {model.name} {versionsText(readyVersions(model))} ·{' '}
          {sample ? 'offline, in a second' : 'send it a request'}
        </p>
      </div>
      <Button
        variant="filled"
        leftSection={<TbPlayerPlayFilled size={14} />}
        onClick={() =>
          void navigate({ to: '/models/$name', params: { name: model.name }, search: { tab: 'test' } })
        }
      >
        Try {model.name}
      </Button>
    </section>
  );
}
