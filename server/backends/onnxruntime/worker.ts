/**
 * One model instance: a session of ONNX Runtime in a thread of its own, because `run` blocks the thread that calls it.
 * It does one thing at a time and is told to release its session, after which it may get another; ending this thread from
 * outside during a run would abort the process.
 */
import { parentPort } from 'node:worker_threads';
import { InferenceSession } from 'onnxruntime-node';
import { messageOf } from '../../errors.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import type { ExecutionTimes } from '../backend.ts';
import { joinRuns } from './join-runs.ts';
import type { Batch, FromWorker, RunResult, SessionSource, ToWorker } from './messages.ts';
import { fromOrt, toOrt } from './ort-tensor.ts';
import { inputOfRun } from './pack.ts';

const NANOSECONDS = 1e6;
const port = parentPort;
let current: InferenceSession | undefined;

function send(message: FromWorker, transfer: readonly ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

async function execute(session: InferenceSession, batch: Batch): Promise<readonly RunResult[]> {
  const results: RunResult[] = [];
  for (let run = 0; run < batch.runs; run += 1) {
    try {
      results.push(await runOnce(session, batch, run));
    } catch (error) {
      results.push({ state: 'failed', message: messageOf(error) });
    }
  }
  return joinRuns(results);
}

async function runOnce(session: InferenceSession, batch: Batch, run: number): Promise<RunResult> {
  const began = performance.now();
  const tensors = batch.inputs.map((input) => inputOfRun(input, run, batch.runs));
  const feeds = Object.fromEntries(tensors.map((tensor) => [tensor.name, toOrt(tensor)]));
  const ready = performance.now();
  const values = await session.run(feeds, batch.outputs);
  const ran = performance.now();
  const outputs = batch.outputs.map((name) => outputOf(name, values[name]));
  return { state: 'done', runs: 1, outputs, times: timesOf(began, ready, ran, performance.now()) };
}

function timesOf(began: number, ready: number, ran: number, ended: number): ExecutionTimes {
  return {
    input: Math.round((ready - began) * NANOSECONDS),
    infer: Math.round((ran - ready) * NANOSECONDS),
    output: Math.round((ended - ran) * NANOSECONDS),
  };
}

function outputOf(name: string, value: unknown): Tensor {
  if (!isOrtTensor(value)) throw new Error(`The model did not give the output '${name}'.`);
  return fromOrt(name, value);
}

function isOrtTensor(value: unknown): value is InferenceSession.OnnxValueMapType[string] {
  return typeof value === 'object' && value !== null && 'dims' in value;
}

/** Every buffer once: several outputs may be views into one. */
function buffersOf(results: readonly RunResult[]): ArrayBuffer[] {
  const outputs = results.flatMap((result) => (result.state === 'done' ? result.outputs : []));
  return [...new Set(outputs.map(({ data }) => data.buffer))];
}

async function create({ model, options }: SessionSource): Promise<void> {
  try {
    current =
      typeof model === 'string'
        ? await InferenceSession.create(model, { ...options })
        : await InferenceSession.create(model, { ...options });
    send({ type: 'ready' });
  } catch (error) {
    send({ type: 'load-failed', message: messageOf(error) });
  }
}

async function release(): Promise<void> {
  await current?.release();
  current = undefined;
  send({ type: 'released' });
}

async function handle(message: ToWorker): Promise<void> {
  if (message.type === 'create') return await create(message.source);
  if (message.type === 'release') return await release();
  if (current === undefined) throw new Error('There is no session yet.');
  const results = await execute(current, message.batch);
  send({ type: 'executed', results }, buffersOf(results));
}

let last = Promise.resolve();
// Answers leave in the order in which the messages came; the other side knows by that whose they are.
port?.on('message', (message: ToWorker) => {
  last = last.then(() => handle(message));
});
