import type { CpuReading, Reading } from '../../../../server/devices/contract.ts';
import { formatBytes } from '../../../ui/format.ts';
import { DeviceCard } from './device-card.tsx';
import classes from './devices.module.css';
import { Gauge } from './gauge.tsx';

interface CpuCardProps {
  readonly cpu: CpuReading;
  readonly history: readonly (number | null)[];
}

const ALL: Reading = { state: 'known', value: 1 };

/** The processor, its cores, and the memory of the computer. */
export function CpuCard({ cpu, history }: CpuCardProps) {
  const { loadAverage, serverCores } = cpu;
  return (
    <DeviceCard
      title="CPU"
      model={`${cpu.name}, ${cpu.coreCount} cores`}
      history={history}
      foot={
        <>
          Server process {formatBytes(cpu.serverMemoryBytes)}
          <span className={classes.end}>
            {serverCores.state === 'known'
              ? `uses ${serverCores.value.toFixed(1)} of ${cpu.coreCount} cores`
              : ''}
          </span>
        </>
      }
    >
      <Gauge
        label="Utilisation"
        reading={cpu.utilisation}
        full={ALL}
        words={(value) => `${Math.round(100 * value)} %`}
      />
      <Gauge
        label="Memory"
        reading={cpu.memoryUsedBytes}
        full={{ state: 'known', value: cpu.memoryTotalBytes }}
        words={(value, full = 0) => `${(value / 1e9).toFixed(1)} of ${formatBytes(full)}`}
      />
      <span className={classes.label}>Cores</span>
      <span className={classes.value}>
        {loadAverage.state === 'known' ? `load ${loadAverage.value.toFixed(2)}` : ''}
      </span>
      {cpu.cores.state === 'known' ? (
        <div className={classes.cores} aria-hidden="true">
          {cpu.cores.value.map((share, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a core is its place.
            <span key={index} className={classes.core}>
              <span style={{ height: `${Math.round(100 * share)}%` }} />
            </span>
          ))}
        </div>
      ) : null}
    </DeviceCard>
  );
}
