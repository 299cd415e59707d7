import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DevicesReading, GpuReading } from '../../server/devices/contract.ts';
import { devicesQuery } from '../queries/desk.ts';
import classes from './essentials.module.css';

/** How busy the computer is, always in sight; leads to all the numbers. */
export function Essentials() {
  const { data } = useQuery(devicesQuery);
  if (data === undefined) return null;
  const { label, share, memory } = essentialsOf(data);
  return (
    <Link to="/metrics" className={classes.strip} title="Open the metrics">
      {label} <strong>{share === undefined ? '?' : `${Math.round(100 * share)} %`}</strong>
      <span className={classes.track} aria-hidden="true">
        {share === undefined ? null : <span style={{ width: `${100 * share}%` }} />}
      </span>
      <span className={classes.memory}>
        <strong>{memory.used === undefined ? '?' : gigabytes(memory.used)}</strong> /{' '}
        {gigabytes(memory.total)} GB
      </span>
    </Link>
  );
}

interface EssentialValues {
  readonly label: string;
  readonly share: number | undefined;
  readonly memory: { readonly used: number | undefined; readonly total: number };
}

/** Of the busiest graphics card that tells its utilisation, or else of the processor. */
function essentialsOf({ gpus, cpu }: DevicesReading): EssentialValues {
  const cards = gpus.state === 'known' ? gpus.value.cards : [];
  const [busiest] = cards.toSorted((a, b) => (valueOf(b.utilisation) ?? -1) - (valueOf(a.utilisation) ?? -1));
  if (busiest !== undefined && busiest.utilisation.state === 'known') return ofCard(busiest);
  return {
    label: 'CPU',
    share: valueOf(cpu.utilisation),
    memory: { used: valueOf(cpu.memoryUsedBytes), total: cpu.memoryTotalBytes },
  };
}

function ofCard({ index, utilisation, memoryUsedBytes, memoryTotalBytes }: GpuReading): EssentialValues {
  return {
    label: `GPU ${index}`,
    share: valueOf(utilisation),
    memory: { used: valueOf(memoryUsedBytes), total: valueOf(memoryTotalBytes) ?? 0 },
  };
}

function valueOf(reading: GpuReading['utilisation']): number | undefined {
  return reading.state === 'known' ? reading.value : undefined;
}

function gigabytes(bytes: number): string {
  return bytes >= 100e9 ? (bytes / 1e9).toFixed(0) : (bytes / 1e9).toFixed(1);
}
