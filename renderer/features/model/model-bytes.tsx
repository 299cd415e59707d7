import type { MemoryFacts } from '../../../server/protocols/desk/contract.ts';
import { formatBytes } from '../../ui/format.ts';
import classes from './memory-card.module.css';

/** What the model takes in memory, measured where that is known, and how it is known. */
export function ModelBytes({
  memory: { measuredBytes, estimatedBytes, freeBytes },
}: {
  readonly memory: MemoryFacts;
}) {
  if (measuredBytes !== undefined) return <Known value={formatBytes(measuredBytes)} how="measured at load" />;
  if (estimatedBytes === undefined) return <Known value="unknown" how="its folder cannot be read" />;
  const fits = estimatedBytes <= freeBytes;
  return (
    <Known
      value={`about ${formatBytes(estimatedBytes)}`}
      how={fits ? 'estimated' : 'estimated: more than is free'}
    />
  );
}

function Known({ value, how }: { readonly value: string; readonly how: string }) {
  return (
    <>
      {value} <span className={classes.how}>{how}</span>
    </>
  );
}
