import type { IconType } from 'react-icons';
import { TbBan, TbBolt, TbClock, TbFile, TbPlayerPlay, TbRefresh } from 'react-icons/tb';
import { Card } from '../../../ui/card.tsx';
import { Tag } from '../../../ui/tag.tsx';
import type { SavePlan } from './save-plan.ts';
import classes from './save-plan-card.module.css';

const ICONS: Readonly<Record<SavePlan['effect'], IconType>> = {
  'file only': TbFile,
  'no change': TbFile,
  live: TbBolt,
  reload: TbRefresh,
  load: TbPlayerPlay,
  fails: TbBan,
  later: TbClock,
};

/** What the save button will set going, step by step, and why. */
export function SavePlanCard({ plan: { effect, steps, why } }: { readonly plan: SavePlan }) {
  const EffectIcon = ICONS[effect];
  return (
    <Card
      title="What saving will do"
      actions={
        <span className={classes.effect}>
          <Tag icon={<EffectIcon size={12} aria-hidden="true" />}>{effect}</Tag>
        </span>
      }
      foot={why}
    >
      <ol className={classes.steps}>
        {steps.map(({ title, note }, index) => (
          <li key={title} className={classes.step}>
            <span className={classes.number} aria-hidden="true">
              {index + 1}
            </span>
            <span>
              {title}
              <span className={classes.note}>{note}</span>
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
