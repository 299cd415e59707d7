import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CONFIG_TARGET } from '../../test/fuzz/config-target.ts';
import { fuzz } from '../../test/fuzz/fuzz.ts';
import { fuzzProtocol } from '../../test/fuzz/protocol-fuzz.ts';
import { announcedServer } from './announced-server.ts';
import { build } from './build.ts';
import { ROOT } from './root.ts';

/** How a run of a fuzzer ended. */
export interface FuzzOutcome {
  /** What was noticed on the way. */
  readonly note: string;
  readonly failure?: { readonly seed: number; readonly input: string; readonly error: unknown };
}

type OnRun = (run: number) => void;

/** The configuration language, in this process. */
export function fuzzTheConfig(seed: number, runs: number, onRun: OnRun): Promise<FuzzOutcome> {
  const { slowestMs, failure } = fuzz(CONFIG_TARGET, seed, runs, onRun);
  return Promise.resolve({
    note: `the hardest took ${slowestMs.toFixed(1)} ms of the processor`,
    ...(failure !== undefined && { failure: { ...failure, input: printable(failure.input) } }),
  });
}

/** HTTP and gRPC of the built server, in a process of its own over a copy of a sample. */
export async function fuzzTheProtocols(seed: number, runs: number, onRun: OnRun): Promise<FuzzOutcome> {
  await build();
  const repository = await mkdtemp(join(tmpdir(), 'inferdeck-fuzz-'));
  await cp(join(ROOT, 'models/add_sub'), join(repository, 'add_sub'), { recursive: true });
  const server = await announcedServer([`--model-repository=${repository}`, '--http-port=0']);
  const doors = { httpPort: server.port, grpcPort: server.grpcPort };
  try {
    await ready(server.url);
    const before = await residentMegabytes(server.pid);
    const { answers, failure } = await fuzzProtocol(doors, seed, runs, onRun);
    const after = await residentMegabytes(server.pid);
    const counts = [...answers]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([answer, count]) => `${answer}: ${count}`);
    return {
      note: `${counts.join(', ')}; resident memory ${before} MB before, ${after} MB after`,
      ...(failure !== undefined && { failure: { ...failure, input: printable(failure.request.bytes) } }),
    };
  } finally {
    await server.end('SIGTERM');
    await rm(repository, { recursive: true, force: true });
  }
}

/** The models of the start are loaded behind the open door. */
async function ready(url: string): Promise<void> {
  while ((await fetch(`${url}v2/health/ready`)).status !== 200) await setTimeout(50);
}

function printable(input: string | Uint8Array): string {
  return typeof input === 'string'
    ? JSON.stringify(input)
    : `base64 ${Buffer.from(input).toString('base64')}`;
}

/** Of a process on Linux; elsewhere it is not known. */
async function residentMegabytes(pid: number): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1];
  return kilobytes === undefined ? 'unknown' : (Number(kilobytes) / 1024).toFixed(0);
}
