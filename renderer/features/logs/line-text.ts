import type { LogLine } from '../../../server/telemetry/logs/contract.ts';

/** `10:14:31.204` in local time. */
export function clockText(time: number): string {
  const date = new Date(time);
  return `${date.toLocaleTimeString('en-GB')}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** Lines as text for people, each with its time in full. */
export function plainText(lines: readonly LogLine[]): string {
  return lines.map((line) => `${plainLine(line)}\n`).join('');
}

/** Lines as one JSON object each. */
export function jsonLines(lines: readonly LogLine[]): string {
  return lines.map(({ time, ...line }) => `${JSON.stringify({ time: isoOf(time), ...line })}\n`).join('');
}

function plainLine({ time, level, model, text, detail }: LogLine): string {
  const about = model === undefined ? '' : ` [${model}]`;
  const more = detail === undefined ? '' : `\n${detail}`;
  return `${isoOf(time)} ${level.toUpperCase()}${about} ${text}${more}`;
}

const isoOf = (time: number) => new Date(time).toISOString();
