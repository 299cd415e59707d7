import { SegmentedControl } from '@mantine/core';
import type { ImportAction, ImportItem, ImportOption } from '../../../server/protocols/desk/contract.ts';
import { formatBytes } from '../../ui/format.ts';
import { Tag } from '../../ui/tag.tsx';
import classes from './import-dialog.module.css';

interface PlanItemProps {
  readonly item: ImportItem;
  readonly choice: ImportOption | undefined;
  readonly onChoose: (action: ImportAction) => void;
}

/** One model of a plan: what can be done with it, and the files that this makes. */
export function PlanItem({ item, choice, onChoose }: PlanItemProps) {
  if (choice === undefined) return null;
  const bytes = choice.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const remarks = item.runsCode
    ? [...choice.remarks, 'It runs code of its own, so it is not loaded before you say so.']
    : choice.remarks;
  return (
    <section className={classes.item} aria-label={choice.model}>
      <div className={classes.head}>
        {choice.model} <Tag>{WORDS[choice.action]}</Tag>
        <span className={classes.size}>{formatBytes(bytes)}</span>
      </div>
      {item.conflict === undefined ? null : <p className={classes.conflict}>{item.conflict}</p>}
      <SegmentedControl
        aria-label={`What to do with ${item.origin}`}
        value={choice.action}
        onChange={(value) => {
          const picked = item.choices.find(({ action }) => action === value);
          if (picked !== undefined) onChoose(picked.action);
        }}
        data={item.choices.map((option) => ({ value: option.action, label: choiceLabel(option) }))}
      />
      {choice.files.map(({ path, sizeBytes, from, text }) => (
        <div key={path}>
          <div className={classes.file}>
            <span className={classes.path}>
              {choice.model}/{path}
            </span>
            <span className={classes.origin}>{from === undefined ? 'written for you' : `from ${from}`}</span>
            <span className={classes.size}>{formatBytes(sizeBytes)}</span>
          </div>
          {text === undefined ? null : <pre className={classes.config}>{text}</pre>}
        </div>
      ))}
      {remarks.map((remark) => (
        <p key={remark} className={classes.remark}>
          {remark}
        </p>
      ))}
      {item.leftOut.length === 0 ? null : (
        <p className={classes.remark}>Left out: {item.leftOut.join(', ')}</p>
      )}
    </section>
  );
}

const WORDS: Readonly<Record<ImportAction, string>> = {
  create: 'new model',
  'add-version': 'new version',
  skip: 'skipped',
};

function choiceLabel({ action, model, versions }: ImportOption): string {
  if (action === 'skip') return 'Skip';
  if (action === 'create') return `New model ${model}`;
  return `Add to ${model} as ${versions.map((version) => `v${version}`).join(', ')}`;
}
