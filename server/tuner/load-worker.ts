/** Puts load on a model from a thread of its own, so that it does not slow the tuner down, and measures it. */
import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { ascending, quantileOfSorted } from '../comparison/quantile.ts';
import type { FromLoad, LoadStart } from './load-messages.ts';
import type { Measurement } from './setting.ts';

/** How often it is told how it goes. */
const TELL_MS = 250;

const start: LoadStart = workerData;
const agent = new Agent({ keepAlive: true, maxSockets: start.clients });
const stopping = new AbortController();
let [counting, failed, began] = [false, 0, 0];
let times: number[] = [];
let due = 0;

function call(): Promise<void> {
  const { url, headers, body } = start.request;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, agent }, (response) => {
      response.resume();
      response.once('error', reject);
      response.once('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`status ${response.statusCode}`)),
      );
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

/** When the next request is due; what is late starts at once, and its lateness counts. */
async function nextDue(): Promise<number> {
  if (start.rate === undefined) return performance.now();
  const mine = due;
  due += 1000 / start.rate;
  const wait = mine - performance.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  return mine;
}

async function client(): Promise<void> {
  while (!stopping.signal.aborted) {
    const from = await nextDue();
    try {
      await call();
      if (counting) times.push(performance.now() - from);
    } catch {
      if (counting) failed += 1;
      // Whoever refuses connections is not asked again at once.
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

function measured(): Measurement {
  const seconds = (performance.now() - began) / 1000;
  const p95 = times.length === 0 ? Number.POSITIVE_INFINITY : quantileOfSorted(ascending(times), 0.95);
  return { throughput: times.length / seconds, p95, failed };
}

function send(message: FromLoad): void {
  parentPort?.postMessage(message);
}

function begin(): void {
  [counting, failed, began, times] = [true, 0, performance.now(), []];
}

parentPort?.once('message', () => stopping.abort());
due = performance.now();
const clients = Array.from({ length: start.clients }, client);
await new Promise((resolve) => setTimeout(resolve, start.warmUpMs));
begin();
const telling = setInterval(() => send({ type: 'so-far', measured: measured() }), TELL_MS);
const over = performance.now() + start.milliseconds;
while (!stopping.signal.aborted && performance.now() < over) {
  await new Promise((resolve) => setTimeout(resolve, Math.min(50, Math.max(0, over - performance.now()))));
}
const last = measured();
stopping.abort();
clearInterval(telling);
await Promise.all(clients);
agent.destroy();
send({ type: 'done', measured: last });
parentPort?.close();
