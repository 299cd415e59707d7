import type { TriedSetting } from '../../../server/tuner/contract.ts';

/** A setting in a few words: `2 instances, batches up to 8, 100 µs`. */
export function settingWords({ instances, maxBatchSize, delayUs, threads }: TriedSetting['setting']): string {
  return [
    instances === 1 ? '1 instance' : `${instances} instances`,
    maxBatchSize > 0 ? `batches up to ${maxBatchSize}` : 'no batches',
    ...(delayUs > 0 ? [delayWords(delayUs)] : []),
    ...(threads > 0 ? [threads === 1 ? '1 thread' : `${threads} threads`] : []),
  ].join(', ');
}

export function delayWords(microseconds: number): string {
  if (microseconds === 0) return 'none';
  return microseconds < 1000 ? `${microseconds} µs` : `${microseconds / 1000} ms`;
}
