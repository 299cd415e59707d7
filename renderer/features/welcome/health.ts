import type { DevicesReading, GpuReading, Reading } from '../../../server/devices/contract.ts';
import type { MetricsPoint } from '../../../server/telemetry/history/contract.ts';
import { counted, formatBytes } from '../../ui/format.ts';

/** Something that is not as it should be. */
export interface Ailment {
  readonly title: string;
  readonly detail: string;
}

/** Memory that is fuller than this is nearly full. */
const FULL = 0.95;

/** What the computer lacks, or a card suffers from. What cannot be read is no ailment. */
export function ailmentsOfDevices({ cpu, gpus }: DevicesReading): readonly Ailment[] {
  const cards = gpus.state === 'known' ? gpus.value.cards : [];
  const memory = { state: 'known', value: cpu.memoryTotalBytes } as const;
  return [
    ...nearlyFull('The memory of this computer', cpu.memoryUsedBytes, memory),
    ...cards.flatMap(ailmentsOfCard),
  ];
}

function ailmentsOfCard(card: GpuReading): readonly Ailment[] {
  const name = `GPU ${card.index}`;
  if (card.lostSince !== undefined) {
    const title = `${name} does not answer any more`;
    return [{ title, detail: `${card.name}. Its models fail until the driver finds it again.` }];
  }
  const reasons = card.throttling.state === 'known' ? card.throttling.value : [];
  const slowed = { title: `${name} is slowed down`, detail: `${card.name}: ${reasons.join(', ')}.` };
  return [
    ...(reasons.length > 0 ? [slowed] : []),
    ...nearlyFull(`The memory of ${name}`, card.memoryUsedBytes, card.memoryTotalBytes),
  ];
}

function nearlyFull(what: string, used: Reading, total: Reading): readonly Ailment[] {
  if (used.state !== 'known' || total.state !== 'known' || used.value < FULL * total.value) return [];
  const detail = `${formatBytes(used.value)} of ${formatBytes(total.value)} are taken. Unload a model that is not needed.`;
  return [{ title: `${what} is nearly full`, detail }];
}

/** Models that failed requests in these points; what a caller called off is no failure. */
export function ailmentsOfRequests(
  points: readonly MetricsPoint[],
): readonly (Ailment & { readonly model: string })[] {
  const sums = new Map<string, { asked: number; failed: number }>();
  for (const { model, requests, failures } of points.flatMap(({ versions }) => versions)) {
    const sum = sums.get(model) ?? { asked: 0, failed: 0 };
    const { CANCELED: _calledOff, ...own } = failures;
    const failed = Object.values(own).reduce((all, count) => all + count, 0);
    sums.set(model, { asked: sum.asked + requests + failed, failed: sum.failed + failed });
  }
  return [...sums].flatMap(([model, { asked, failed }]) =>
    failed === 0
      ? []
      : [
          {
            model,
            title: `${model} fails requests`,
            detail: `${failed} of ${counted(asked, 'request')} in the last five minutes.`,
          },
        ],
  );
}
