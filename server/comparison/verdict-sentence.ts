import type { AccuracyComparison } from './accuracy.ts';
import type { Report } from './report.ts';
import { accuracySentence, latencySentence } from './sentence.ts';

/** What a comparison found, in one sentence: accuracy with its interval, then the median latency. */
export function verdictSentence({
  accuracy,
  latency,
  b: name,
}: Pick<Report, 'accuracy' | 'latency' | 'b'>): string {
  const [median] = latency.percentiles;
  const parts = [
    ...(accuracy === undefined
      ? []
      : [`${accuracySentence(name, accuracy.numbers, accuracy.verdict)} ${interval(accuracy.numbers)}`]),
    ...(median === undefined ? [] : [latencySentence(name, median)]),
  ];
  return `${capital(parts.join('; '))}.`;
}

/** What B does worse than A, beyond its margin, each as a phrase; empty when nothing is. */
export function regressions({ accuracy, latency }: Pick<Report, 'accuracy' | 'latency'>): readonly string[] {
  const slower = latency.percentiles
    .filter(({ verdict }) => verdict.state === 'worse')
    .map(({ percentile }) => `latency p${Math.round(percentile * 100)}`);
  return accuracy?.verdict.state === 'worse' ? ['accuracy', ...slower] : slower;
}

function capital(text: string): string {
  return /^v\d/.test(text) ? text : text.slice(0, 1).toUpperCase() + text.slice(1);
}

function interval({ interval: { low, high } }: AccuracyComparison): string {
  return `(95 % interval ${low.toFixed(1)} … ${high.toFixed(1)})`;
}
