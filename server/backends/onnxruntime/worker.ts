/**
 * One model instance: a session of ONNX Runtime in a thread of its own, because `run` blocks the thread that calls it.
 * It does one thing at a time and is told to close; ending this thread from outside during a run would abort the process.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession } from 'onnxruntime-node';
import { messageOf } from '../../errors.ts';
import { concatenate, split } from '../../tensors/batch.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import type { Execution, ExecutionRequest } from '../backend.ts';
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts';
import { fromOrt, toOrt } from './ort-tensor.ts';

const NANOSECONDS = 1e6;
const port = parentPort;
const start: WorkerStart = workerData;

function send(message: FromWorker, transfer: readonly ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

async function execute(session: InferenceSession, requests: readonly ExecutionRequest[]): Promise<Execution> {
  const began = performance.now();
  const feeds = Object.fromEntries(joinInputs(requests).map((tensor) => [tensor.name, toOrt(tensor)]));
  const wanted = [...new Set(requests.flatMap((request) => request.outputs))];
  const ready = performance.now();
  const results = await session.run(feeds, wanted);
  const ran = performance.now();
  const rows = requests.map((request) => request.inputs[0]?.shape[0] ?? 1);
  const pieces = new Map(wanted.map((name) => [name, piecesOf(name, results[name], rows)]));
  const outputs = requests.map((request, index) =>
    request.outputs.flatMap((name) => pieces.get(name)?.[index] ?? []),
  );
  const times = {
    input: Math.round((ready - began) * NANOSECONDS),
    infer: Math.round((ran - ready) * NANOSECONDS),
    output: Math.round((performance.now() - ran) * NANOSECONDS),
  };
  return { outputs, times };
}

function joinInputs(requests: readonly ExecutionRequest[]): readonly Tensor[] {
  const [first, ...others] = requests;
  if (first === undefined || others.length === 0) return first?.inputs ?? [];
  return first.inputs.map((tensor, position) =>
    concatenate([tensor, ...others.flatMap((request) => request.inputs[position] ?? [])]),
  );
}

function piecesOf(name: string, value: unknown, rows: readonly number[]): Tensor[] {
  if (!isOrtTensor(value)) throw new Error(`The model did not give the output '${name}'.`);
  return split(fromOrt(name, value), rows);
}

function isOrtTensor(value: unknown): value is InferenceSession.OnnxValueMapType[string] {
  return typeof value === 'object' && value !== null && 'dims' in value;
}

/** Every buffer once: several outputs may be views into one. */
function buffersOf(execution: Execution): ArrayBuffer[] {
  return [...new Set(execution.outputs.flat().map((tensor) => tensor.data.buffer))];
}

async function handle(session: InferenceSession, message: ToWorker): Promise<void> {
  if (message.type === 'close') {
    await session.release();
    port?.close();
    return;
  }
  try {
    const execution = await execute(session, message.requests);
    send({ type: 'executed', execution }, buffersOf(execution));
  } catch (error) {
    send({ type: 'execute-failed', message: messageOf(error) });
  }
}

try {
  const session = await InferenceSession.create(start.path, { ...start.sessionOptions });
  port?.on('message', (message: ToWorker) => void handle(session, message));
  send({ type: 'ready' });
} catch (error) {
  send({ type: 'load-failed', message: messageOf(error) });
}
