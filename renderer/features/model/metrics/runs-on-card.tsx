import type { ModelDetail, RunsOnFacts } from '../../../../server/protocols/desk/contract.ts';
import { Card } from '../../../ui/card.tsx';
import { counted } from '../../../ui/format.ts';
import { ModelBytes } from '../model-bytes.tsx';
import { readyVersions } from '../versions.ts';
import classes from './metrics-tab.module.css';

/** The device and provider that the instances of each version really run on, and what the model takes in memory. */
export function RunsOnCard({ detail }: { readonly detail: ModelDetail }) {
  const { runsOn, memory } = detail;
  return (
    <Card title="Where it runs">
      <dl className={classes.facts}>
        {runsOn.length === 0 ? (
          <>
            <dt>Device</dt>
            <dd>{whyUnknown(detail)}</dd>
          </>
        ) : (
          runsOn.map((facts) => <Place key={JSON.stringify(facts)} facts={facts} />)
        )}
        <dt>Memory</dt>
        <dd>
          <ModelBytes memory={memory} />
        </dd>
      </dl>
    </Card>
  );
}

function whyUnknown({ summary }: ModelDetail): string {
  if (readyVersions(summary).length === 0) return 'Unknown: no version is loaded.';
  return summary.platform === 'ensemble'
    ? 'An ensemble runs where its models do.'
    : 'Unknown: its framework does not tell.';
}

function Place({
  facts: { version, device, provider, instances, remarks },
}: {
  readonly facts: RunsOnFacts;
}) {
  return (
    <>
      <dt>Version {version}</dt>
      <dd>
        {device} through <code>{provider}</code>, {counted(instances, 'instance')}
        {remarks.map((remark) => (
          <p key={remark} className={classes.quiet}>
            {remark}
          </p>
        ))}
      </dd>
    </>
  );
}
