import type { GpuReading, Reading } from '../../../../server/devices/contract.ts';
import { formatBytes, formatClock } from '../../../ui/format.ts';
import { DeviceCard } from './device-card.tsx';
import { Gauge } from './gauge.tsx';

interface GpuCardProps {
  readonly card: GpuReading;
  readonly driver: string;
  readonly history: readonly (number | null)[];
}

const ALL: Reading = { state: 'known', value: 1 };

/** One graphics card. */
export function GpuCard({ card, driver, history }: GpuCardProps) {
  const [slice, ...more] = card.slices ?? [];
  const split = card.slices !== undefined;
  const memory = slice ?? card;
  const model = [card.name, slice && sliceWords(slice.name, more.length), driver && `driver ${driver}`];
  return (
    <DeviceCard
      title={`GPU ${card.index}`}
      model={model.filter(Boolean).join(', ')}
      history={history}
      foot={<Foot card={card} />}
      tone={needsAttention(card) ? 'attention' : undefined}
    >
      <Gauge
        label="Utilisation"
        reading={card.utilisation}
        full={ALL}
        words={(value) => `${Math.round(100 * value)} %`}
      />
      <Gauge
        label={more.length > 0 ? 'Memory, first slice' : 'Memory'}
        reading={memory.memoryUsedBytes}
        full={memory.memoryTotalBytes}
        words={(value, full) =>
          full === undefined ? formatBytes(value) : `${gigabytes(value)} of ${formatBytes(full)}`
        }
      />
      <Gauge
        label={split ? 'Power, whole card' : 'Power'}
        reading={card.powerWatts}
        full={card.powerLimitWatts}
        words={ofWhole('W')}
      />
      <Gauge
        label="Temperature"
        reading={card.temperatureCelsius}
        full={card.temperatureLimitCelsius}
        words={ofWhole('°C')}
      />
    </DeviceCard>
  );
}

function sliceWords(name: string, more: number): string {
  const profile = /MIG (\S+)/.exec(name)?.[1] ?? name;
  return more === 0 ? `MIG slice ${profile}` : `MIG slice ${profile} and ${more} more`;
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}

function ofWhole(unit: string): (value: number, full: number | undefined) => string {
  return (value, full) =>
    full === undefined
      ? `${Math.round(value)} ${unit}`
      : `${Math.round(value)} of ${Math.round(full)} ${unit}`;
}

function needsAttention({ lostSince, throttling }: GpuReading): boolean {
  return lostSince !== undefined || (throttling.state === 'known' && throttling.value.length > 0);
}

function Foot({ card }: { readonly card: GpuReading }) {
  const { lostSince, utilisation, powerWatts } = card;
  if (lostSince !== undefined && powerWatts.state === 'unknown') {
    return <>{`Lost since ${formatClock(lostSince)}. ${powerWatts.reason} ${powerWatts.nextStep ?? ''}`}</>;
  }
  if (utilisation.state === 'unknown') return <>{`${utilisation.reason} ${utilisation.nextStep ?? ''}`}</>;
  return (
    <>
      {clockWords(card)}
      <span style={{ marginInlineStart: 'auto' }}>{memoryWords(card)}</span>
    </>
  );
}

function clockWords({ throttling, clockMegahertz }: GpuReading): string {
  const clock =
    clockMegahertz.state === 'known' ? `, ${clockMegahertz.value.toLocaleString('en-US')} MHz` : '';
  if (throttling.state === 'unknown') return `Clock limits unknown${clock}`;
  return throttling.value.length === 0
    ? `Full clock${clock}`
    : `Slowed down: ${throttling.value.join(', ')}${clock}`;
}

/** Whose memory it is, as far as the driver says. */
function memoryWords({ processes, memoryUsedBytes }: GpuReading): string {
  if (processes.state === 'unknown' || memoryUsedBytes.state === 'unknown') return '';
  const ours = processes.value.filter((process) => process.ours);
  if (ours.some(({ memoryBytes }) => memoryBytes.state === 'unknown')) return 'Inferdeck’s share unknown';
  const bytes = ours.reduce(
    (sum, { memoryBytes }) => sum + (memoryBytes.state === 'known' ? memoryBytes.value : 0),
    0,
  );
  return `Inferdeck ${gigabytes(bytes)} GB, others ${gigabytes(Math.max(0, memoryUsedBytes.value - bytes))} GB`;
}
