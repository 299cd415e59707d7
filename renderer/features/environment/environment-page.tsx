import { Button } from '@mantine/core';
import { TbFileZip, TbRefresh } from 'react-icons/tb';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Check, EnvironmentReport } from '../../../server/environment/contract.ts';
import { environmentQuery } from '../../queries/environment.ts';
import { Card } from '../../ui/card.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { counted } from '../../ui/format.ts';
import { CheckRow } from './check-row.tsx';
import { DiagnosticsDialog } from './diagnostics-dialog.tsx';
import classes from './environment-page.module.css';
import { environmentText } from './environment-text.ts';

/** What the server found on its computer, each thing with a verdict and what can be done about it. */
export default function EnvironmentPage() {
  const { data: report, error, isFetching, refetch } = useQuery(environmentQuery);
  const [bundling, setBundling] = useState(false);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <div className={classes.heading}>
          <h1 className={classes.title}>This computer</h1>
          <p role="status" className={classes.lead}>
            {report === undefined
              ? (error?.message ?? 'Looking, and asking each Python what it has…')
              : sum(report)}
          </p>
        </div>
        <Button leftSection={<TbRefresh size={16} />} loading={isFetching} onClick={() => void refetch()}>
          Look again
        </Button>
        <Button leftSection={<TbFileZip size={16} />} onClick={() => setBundling(true)}>
          Diagnostics…
        </Button>
      </header>
      {report === undefined ? null : <Areas report={report} />}
      {bundling ? <DiagnosticsDialog close={() => setBundling(false)} /> : null}
    </div>
  );
}

function Areas({ report }: { readonly report: EnvironmentReport }) {
  const areas = [...new Set(report.checks.map(({ area }) => area))];
  return areas.map((area, index) => (
    <Card
      key={area}
      title={area}
      flush
      actions={
        index === 0 ? <CopyButton text={environmentText(report)}>Copy all as text</CopyButton> : undefined
      }
    >
      <ul>
        {report.checks
          .filter((check) => check.area === area)
          .map((check) => (
            <CheckRow key={`${check.title} ${check.found}`} check={check} />
          ))}
      </ul>
    </Card>
  ));
}

/** `Ready to serve. 1 needs attention, 5 are missing.` */
function sum({ checks }: EnvironmentReport): string {
  const count = (verdict: Check['verdict']) => checks.filter((check) => check.verdict === verdict).length;
  const [attention, missing] = [count('attention'), count('missing')];
  const parts = [
    attention === 0 ? undefined : `${counted(attention, 'thing')} to look at`,
    missing === 0 ? undefined : `${counted(missing, 'thing')} missing`,
  ].filter((part) => part !== undefined);
  return parts.length === 0
    ? 'Everything that was looked for is here.'
    : `Ready to serve, with ${parts.join(' and ')}.`;
}
