import { rm } from 'node:fs/promises';
import { benchRepository, modelNamed } from './models.ts';
import { residentMb } from './resident.ts';
import { serve } from './served.ts';
import { type BenchRow, row } from './table.ts';
import { load } from './throughput.ts';

const CLIENTS = 16;
const SHARE = 0.8;
const MINUTE = 60_000;

/**
 * A long run at 80 % of what the server takes: failures, p99 and resident memory by the minute. The model gets and gives
 * 600 KB a request, so that a buffer that is kept would show soon.
 */
export async function soak(minutes: number, say: (title: string) => void): Promise<BenchRow[]> {
  const { path, models } = await benchRepository();
  const server = await serve(path);
  try {
    const model = modelNamed(models, 'large');
    say('what the server takes');
    const full = await load(server, model, { clients: CLIENTS, warmUpMs: 5000, milliseconds: 10_000 });
    const rate = SHARE * full.rate;
    const rows = [row('full load', 'requests/s', full.rate), row('80 % of it', 'requests/s', rate)];
    for (let minute = 1; minute <= minutes; minute += 1) {
      const report = await load(server, model, { clients: CLIENTS, rate, warmUpMs: 0, milliseconds: MINUTE });
      const resident = await residentMb(server.pid);
      const during = `minute ${minute}`;
      say(`${during}: p99 ${report.p99.toFixed(1)} ms, ${report.failed} failed, ${resident.toFixed(0)} MB`);
      rows.push(row(`${during}: p99`, 'ms', report.p99), row(`${during}: resident memory`, 'MB', resident));
      rows.push(row(`${during}: failed`, 'requests', report.failed, report.answered));
    }
    return rows;
  } finally {
    await server.stop();
    await rm(path, { recursive: true, force: true });
  }
}
