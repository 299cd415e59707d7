import { Button } from '@mantine/core';
import { useState } from 'react';
import type { TriedSetting, TuningState } from '../../../server/tuner/contract.ts';
import { counted, formatCount, formatMilliseconds } from '../../ui/format.ts';
import { Tag } from '../../ui/tag.tsx';
import { delayWords } from './setting-words.ts';
import classes from './tuner.module.css';

interface TuningTableProps {
  readonly tuning: TuningState;
  readonly onUse: (key: string) => void;
}

/** The settings in numbers: those of the front first, the others on demand. */
export function TuningTable({ tuning, onUse }: TuningTableProps) {
  const [all, setAll] = useState(false);
  const { tried, best, state } = tuning;
  const front = tried.filter(({ onFront }) => onFront);
  const shown = [...(all ? tried : front)].sort((a, b) => b.throughput - a.throughput);
  const others = tried.length - front.length;
  return (
    <div className={classes.results}>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label="Settings that were tried">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Requests/s</th>
              <th scope="col">p95</th>
              <th scope="col">Instances</th>
              <th scope="col">Largest batch</th>
              <th scope="col">Preferred</th>
              <th scope="col">Delay</th>
              <th scope="col">Threads</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {shown.map((point) => (
              <tr key={point.key} data-front={point.onFront || undefined}>
                <Row point={point} isBest={point.key === best} />
                <td>
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    disabled={state === 'running' || point.failed > 0}
                    onClick={() => onUse(point.key)}
                  >
                    Use this…
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {others === 0 ? null : (
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? 'Show the front only' : `Show ${counted(others, 'other setting')}`}
        </Button>
      )}
    </div>
  );
}

function Row({ point, isBest }: { readonly point: TriedSetting; readonly isBest: boolean }) {
  const { throughput, p95, failed, cutShort, setting } = point;
  const { instances, maxBatchSize, preferredSizes, delayUs, threads } = setting;
  return (
    <>
      <td>
        {failed > 0 ? <Tag>refused or failed</Tag> : formatCount(Math.round(throughput))}
        {isBest ? (
          <>
            {' '}
            <Tag>best</Tag>
          </>
        ) : null}
        {cutShort ? <span title="Ended early: another setting was far better in both ways">*</span> : null}
      </td>
      <td>{p95 === null ? 'unknown' : formatMilliseconds(p95)}</td>
      <td>{instances}</td>
      <td>{maxBatchSize === 0 ? 'does not batch' : maxBatchSize}</td>
      <td>{preferredSizes.length === 0 ? 'any' : preferredSizes.join(', ')}</td>
      <td>{delayWords(delayUs)}</td>
      <td>{threads === 0 ? 'shared' : threads}</td>
    </>
  );
}
