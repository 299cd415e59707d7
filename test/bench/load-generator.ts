/**
 * Load from a process of its own: reads one job as JSON from its arguments, prints what it measured as JSON.
 */
import { callerOf } from './caller.ts';
import { throughput } from './measure.ts';

export interface LoadJob {
  readonly port: number;
  readonly path: string;
  readonly bodyBase64: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly clients: number;
  readonly milliseconds: number;
}

const [text] = process.argv.slice(2);
const job: LoadJob = JSON.parse(text ?? '');
const { call, close } = callerOf(job.port);
const body = new Uint8Array(Buffer.from(job.bodyBase64, 'base64'));
const once = () => call('POST', job.path, body, job.headers);
await throughput(job.clients, job.milliseconds / 5, once);
console.log(JSON.stringify(await throughput(job.clients, job.milliseconds, once)));
close();
