import type { GpuReading } from '../../devices/contract.ts';
import { LOAD_RATIO_BOUNDS, type LoadRatios } from '../../telemetry/load-ratios.ts';
import { CARD_FAMILIES, LOAD_RATIO_NAME, loadRatiosOf, MODEL_FAMILIES } from './families-of-2019.ts';
import type { LabelledVersion } from './inference-metrics.ts';
import type { Labels } from './samples.ts';

/**
 * The metrics as the server of 2019 wrote them: names, help, order and number format are part of its protocol, and a
 * metric without values still has its head. Source: the protocol's public description, releases 1.6 and 1.7.
 */
export function pageOf2019(versions: readonly LabelledVersion[], cards: readonly GpuReading[]): string {
  const lines = [
    ...MODEL_FAMILIES.flatMap(({ name, help, type, valueOf }) => [
      ...headLines(name, type, help),
      ...versions.flatMap(({ version, labels }) => line(name, labels, valueOf(version.statistics))),
    ]),
    ...headLines(LOAD_RATIO_NAME, 'histogram'),
    ...versions.flatMap(({ version, labels }) => histogramLines(labels, loadRatiosOf(version.statistics))),
    ...CARD_FAMILIES.flatMap(({ name, help, type, valueOf }) => [
      ...headLines(name, type, help),
      ...cards.flatMap((card) => line(name, { gpu_uuid: card.uuid }, valueOf(card))),
    ]),
  ];
  return lines.map((text) => `${text}\n`).join('');
}

function headLines(name: string, type: string, help?: string): readonly string[] {
  return [...(help === undefined ? [] : [`# HELP ${name} ${help}`]), `# TYPE ${name} ${type}`];
}

function line(name: string, labels: Labels, value: number | undefined): readonly string[] {
  return value === undefined ? [] : [`${name}${labelText(labels)} ${fixed(value)}`];
}

/** Count and sum stand before the buckets, and counts are whole. */
function histogramLines(labels: Labels, ratios: LoadRatios | undefined): readonly string[] {
  if (ratios === undefined) return [];
  const { cumulative, sum } = ratios;
  const bounds = [...LOAD_RATIO_BOUNDS.map(fixed), '+Inf'];
  return [
    `${LOAD_RATIO_NAME}_count${labelText(labels)} ${cumulative.at(-1) ?? 0}`,
    ...line(`${LOAD_RATIO_NAME}_sum`, labels, sum),
    ...bounds.map(
      (le, index) => `${LOAD_RATIO_NAME}_bucket${labelText(labels, { le })} ${cumulative[index] ?? 0}`,
    ),
  ];
}

/** Sorted by name; `le` comes last. */
function labelText(labels: Labels, last: Labels = {}): string {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${[...sorted, ...Object.entries(last)].map(([name, value]) => `${name}="${escaped(value)}"`).join(',')}}`;
}

function escaped(value: string): string {
  return value.replace(/[\\"]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`);
}

const fixed = (value: number): string => value.toFixed(6);
