import { NativeSelect, Switch } from '@mantine/core';
import type { ModelDetail, ModelSettings } from '../../../server/protocols/desk/contract.ts';
import { changeBudget, changeSettings } from '../../queries/settings.ts';
import { BudgetField } from '../../ui/budget-field.tsx';
import { Card } from '../../ui/card.tsx';
import { formatBytes } from '../../ui/format.ts';
import classes from './memory-card.module.css';
import { ModelBytes } from './model-bytes.tsx';
import { useWish } from './use-wish.ts';

/** What the model takes in memory, and when it may stay there. */
export function MemoryCard({ detail }: { readonly detail: ModelDetail }) {
  const { summary, settings, memory } = detail;
  const wish = useWish(summary.name, (change: Partial<ModelSettings>) =>
    changeSettings(summary.name, change),
  );
  const budget = useWish(summary.name, changeBudget);
  return (
    <Card title="Memory">
      <dl className={classes.facts}>
        <div className={classes.fact}>
          <dt>This model</dt>
          <dd>
            <ModelBytes memory={memory} />
          </dd>
        </div>
        <div className={classes.fact}>
          <dt>All models</dt>
          <dd>
            {formatBytes(memory.usedBytes)} used, {formatBytes(memory.freeBytes)} free
          </dd>
        </div>
      </dl>
      <div className={classes.wishes}>
        <Switch
          classNames={{ description: classes.why ?? '' }}
          label="Keep in memory"
          description="Never unloaded to make room, or for being idle"
          checked={settings.pinned}
          onChange={(event) => wish.mutate({ pinned: event.currentTarget.checked })}
        />
        <Switch
          classNames={{ description: classes.why ?? '' }}
          label="Load on the first request"
          description="Instead of when the server starts"
          checked={settings.onRequest}
          onChange={(event) => wish.mutate({ onRequest: event.currentTarget.checked })}
        />
        <NativeSelect
          label="Unload when idle"
          value={String(settings.idleMinutes ?? '')}
          onChange={({ currentTarget: { value } }) =>
            wish.mutate({ idleMinutes: value === '' ? null : Number(value) })
          }
          data={idleChoices(settings.idleMinutes)}
        />
        <BudgetField
          label="Budget of all models, MB"
          bytes={memory.budgetBytes}
          put={(budgetBytes) => budget.mutate({ budgetBytes })}
        />
      </div>
    </Card>
  );
}

const MINUTES = [5, 15, 30, 60];

function idleChoices(chosen: number | null) {
  const minutes = chosen === null || MINUTES.includes(chosen) ? MINUTES : [...MINUTES, chosen];
  return [
    { value: '', label: 'Never' },
    ...minutes.map((count) => ({ value: String(count), label: `After ${count} minutes without a request` })),
  ];
}
