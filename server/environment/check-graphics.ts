import type { GpuReading, GpusReading } from '../devices/contract.ts';
import { formatSize } from '../format-size.ts';
import type { Check } from './contract.ts';

const area = 'Graphics';
const ON_CPU = 'Models run on the processor.';

/** The graphics cards, or why there are none. */
export function checkGraphics(gpus: GpusReading): readonly Check[] {
  if (gpus.state === 'unknown') {
    const { reason, nextStep } = gpus;
    const about = { area, title: 'Graphics card', verdict: 'missing', found: `${reason} ${ON_CPU}` } as const;
    return [nextStep === undefined ? about : { ...about, action: { kind: 'words', words: nextStep } }];
  }
  const { cards, driver } = gpus.value;
  if (cards.length > 0) return cards.map((card) => checkCard(card, driver));
  return [
    {
      area,
      title: 'Graphics card',
      verdict: 'missing',
      found: `The driver ${driver} is there, and no card that it knows. ${ON_CPU}`,
    },
  ];
}

function checkCard({ index, name, lostSince, memoryTotalBytes }: GpuReading, driver: string): Check {
  const about = { area, title: `${name} (GPU ${index})` } as const;
  if (lostSince !== undefined) {
    return {
      ...about,
      verdict: 'attention',
      found: `The card does not answer since ${lostSince}.`,
      action: {
        kind: 'words',
        words: 'Restart the computer; a card that goes missing again may be broken or too hot.',
      },
    };
  }
  const memory =
    memoryTotalBytes.state === 'known' ? `${formatSize(memoryTotalBytes.value)} of memory, ` : '';
  return { ...about, verdict: 'ok', found: `${memory}driver ${driver}.` };
}
