/** gRPC load from a process of its own: reads one job as JSON from its standard input, prints the calls a second. */
import { text } from 'node:stream/consumers';
import { grpcCaller } from './grpc-calls.ts';
import { throughput } from './measure.ts';

export interface GrpcLoadJob {
  readonly port: number;
  readonly messageBase64: string;
  /** Connections, each with one call in flight. */
  readonly clients: number;
  readonly warmUpMs: number;
  readonly milliseconds: number;
}

const job: GrpcLoadJob = JSON.parse(await text(process.stdin));
const message = Buffer.from(job.messageBase64, 'base64');
const callers = Array.from({ length: job.clients }, () => grpcCaller(job.port));
let turn = 0;
const next = () => {
  turn += 1;
  return callers[turn % callers.length]?.call(message) ?? Promise.resolve();
};
await throughput(job.clients, job.warmUpMs, next);
console.log(JSON.stringify(await throughput(job.clients, job.milliseconds, next)));
for (const { close } of callers) close();
