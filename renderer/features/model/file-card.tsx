import type { ModelFileFacts } from '../../../server/protocols/desk/contract.ts';
import { Card } from '../../ui/card.tsx';
import { Counter } from '../../ui/counter.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { useState } from 'react';
import { SegmentedControl } from '@mantine/core';
import classes from './file-card.module.css';

interface FileCardProps {
  readonly files: readonly ModelFileFacts[];
  readonly defaultVersion: number | undefined;
}

/** What the model file of a version says about itself. */
export function FileCard({ files, defaultVersion }: FileCardProps) {
  const preferred = files.find((file) => file.version === defaultVersion) ?? files.at(-1);
  const [chosen, setChosen] = useState<number>();
  const file = files.find(({ version }) => version === chosen) ?? preferred;
  if (file === undefined) return null;
  return (
    <Card
      title="Model file"
      actions={
        files.length < 2 ? null : (
          <SegmentedControl
            aria-label="Version"
            value={String(file.version)}
            onChange={(value) => setChosen(Number(value))}
            data={files.map(({ version }) => ({ value: String(version), label: `v${version}` }))}
          />
        )
      }
    >
      <dl className={classes.facts}>
        <Fact name="File">
          <code>{file.file}</code>
        </Fact>
        <Fact name="Size">{formatBytes(file.sizeBytes)}</Fact>
        {file.opset === undefined ? null : <Fact name="Opset">{file.opset}</Fact>}
        {file.parameters === undefined ? null : <Fact name="Parameters">{formatCount(file.parameters)}</Fact>}
        {file.producer === undefined ? null : <Fact name="Made by">{file.producer}</Fact>}
      </dl>
      <Operators operators={file.operators} />
    </Card>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const MOST_OPERATORS = 12;

function Operators({ operators }: Pick<ModelFileFacts, 'operators'>) {
  if (operators.length === 0) return null;
  const sorted = operators.toSorted((a, b) => b.count - a.count || a.type.localeCompare(b.type));
  const total = operators.reduce((sum, { count }) => sum + count, 0);
  const most = sorted[0]?.count ?? 1;
  return (
    <>
      <h3 className={classes.heading}>
        Operators <Counter count={total} />
      </h3>
      <ul className={classes.operators}>
        {sorted.slice(0, MOST_OPERATORS).map(({ type, count }) => (
          <li key={type} className={classes.operator}>
            <code>{type}</code>
            <span className={classes.bar} style={{ width: `${(count / most) * 100}%` }} />
            <span className={classes.count}>{count}</span>
          </li>
        ))}
      </ul>
      {sorted.length > MOST_OPERATORS ? (
        <p className={classes.more}>and {sorted.length - MOST_OPERATORS} more types</p>
      ) : null}
    </>
  );
}
