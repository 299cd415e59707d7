import { useQuery } from '@tanstack/react-query';
import type { GpusReading } from '../../../../server/devices/contract.ts';
import type { MetricsPoint } from '../../../../server/telemetry/history/contract.ts';
import { devicesQuery } from '../../../queries/desk.ts';
import { Card } from '../../../ui/card.tsx';
import { CpuCard } from './cpu-card.tsx';
import classes from './devices.module.css';
import { GpuCard } from './gpu-card.tsx';

/** Every graphics card, or why there is none, and the processor. */
export function DeviceCards({ points }: { readonly points: readonly MetricsPoint[] }) {
  const { data } = useQuery(devicesQuery);
  if (data === undefined) return null;
  return (
    <>
      <GpuCards gpus={data.gpus} points={points} />
      <CpuCard cpu={data.cpu} history={points.map(({ cpu }) => cpu)} />
    </>
  );
}

function GpuCards({
  gpus,
  points,
}: {
  readonly gpus: GpusReading;
  readonly points: readonly MetricsPoint[];
}) {
  if (gpus.state === 'unknown') return <NoGpu reason={gpus.reason} nextStep={gpus.nextStep} />;
  const { driver, cards } = gpus.value;
  if (cards.length === 0) return <NoGpu reason="The driver answers, and finds no card." />;
  return cards.map((card) => (
    <GpuCard
      key={card.uuid}
      card={card}
      driver={driver}
      history={points.map((point) => point.gpus.find(({ uuid }) => uuid === card.uuid)?.utilisation ?? null)}
    />
  ));
}

function NoGpu({ reason, nextStep }: { readonly reason: string; readonly nextStep?: string | undefined }) {
  return (
    <Card title="No GPU">
      <p className={classes.none}>
        <strong>{reason}</strong>
        {nextStep ?? 'Models run on the processor.'}
      </p>
    </Card>
  );
}
