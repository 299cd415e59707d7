import type { Writable } from 'node:stream';
import type { Announcement } from './contract.ts';

export type Announce = (announcement: Announcement) => void;

/** Tells whoever started the server how it goes: JSON lines for a supervisor, sentences for a person. */
export function announcer(form: 'json' | 'text', out: Writable): Announce {
  const write = form === 'json' ? JSON.stringify : sentenceOf;
  return (announcement) => out.write(`${write(announcement)}\n`);
}

function sentenceOf(announcement: Announcement): string {
  if (announcement.event === 'starting') return announcement.phase;
  if (announcement.event === 'failed')
    return [announcement.message, announcement.nextStep ?? ''].join(' ').trim();
  const { url, grpcPort, metricsPort } = announcement;
  const alsoGrpc = grpcPort === undefined ? '' : ` and gRPC on port ${grpcPort}`;
  const alsoMetrics = metricsPort === undefined ? '' : `, metrics on port ${metricsPort}`;
  return `Inferdeck serves HTTP at ${url}${alsoGrpc}${alsoMetrics}\nOpen the window once with ${announcement.link}`;
}
