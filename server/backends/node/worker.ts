/** One instance of a `model.mjs`, in a thread of its own. */
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { failureOf, InferdeckError } from '../../errors.ts';
import type { FromNode, NodeRequest, NodeResult, NodeStart, ToNode, WireRequest } from './contract.ts';
import { fromNode, toNode } from './convert.ts';

type Call = (...args: readonly unknown[]) => unknown;

const start: NodeStart = workerData;

function send(message: FromNode): void {
  parentPort?.postMessage(message);
}

/** The functions of the module, by name or in its default export. */
async function loadModel(): Promise<(name: string) => Call | undefined> {
  const module: Readonly<Record<string, unknown>> = await import(pathToFileURL(start.path).href);
  const { default: all } = module;
  return (name) => {
    const own = module[name];
    if (isCall(own)) return own;
    const inDefault = isRecord(all) ? all[name] : undefined;
    return isCall(inDefault) ? (...args) => inDefault.apply(all, [...args]) : undefined;
  };
}

function requestOf({ id, inputs, outputs, parameters }: WireRequest): NodeRequest {
  const named = inputs.map((tensor) => [tensor.name, toNode(tensor)] as const);
  return { id, inputs: Object.fromEntries(named), wanted: outputs, parameters };
}

/** `{ outputs, parameters }`, `{ error }` or an Error, for each request. */
function resultOf(answer: unknown, { outputs: wanted }: WireRequest): NodeResult {
  if (answer instanceof Error) return failed(answer);
  if (!isRecord(answer))
    throw new TypeError(`execute must give an object for each request, not ${typeof answer}`);
  const { outputs, error, parameters } = answer;
  if (error !== undefined) return failed(error);
  if (!isRecord(outputs)) throw new TypeError('an answer of execute must have outputs, by name');
  const tensors = start.outputs
    .filter(({ name }) => wanted.includes(name) && outputs[name] !== undefined)
    .map(({ name, datatype }) => fromNode(name, datatype, outputs[name]));
  return { state: 'done', outputs: tensors, ...(isParameters(parameters) && { parameters }) };
}

function failed(error: unknown): NodeResult {
  const { kind, message } = error instanceof InferdeckError ? error : failureOf(error);
  return { state: 'failed', kind, message };
}

async function execute(call: Call, requests: readonly WireRequest[]): Promise<void> {
  const began = performance.now();
  try {
    const answers = await call(requests.map(requestOf));
    if (!Array.isArray(answers) || answers.length !== requests.length) {
      const count = Array.isArray(answers) ? `${answers.length} answers` : typeof answers;
      throw new TypeError(
        `execute must give an array with one answer for each of ${requests.length} requests, not ${count}`,
      );
    }
    const results = requests.map((request, index) => resultOf(answers[index], request));
    const infer = Math.round((performance.now() - began) * 1e6);
    send({ type: 'executed', results, times: { input: 0, infer, output: 0 } });
  } catch (error) {
    send({ type: 'execute-failed', message: described(error) });
  }
}

function described(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function isCall(value: unknown): value is Call {
  return typeof value === 'function';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isParameters(value: unknown): value is Readonly<Record<string, string | number | bigint | boolean>> {
  return (
    isRecord(value) &&
    Object.values(value).every((one) => ['string', 'number', 'bigint', 'boolean'].includes(typeof one))
  );
}

try {
  const model = await loadModel();
  const call = model('execute');
  if (call === undefined) throw new TypeError(`${start.path} has no function execute.`);
  await model('initialize')?.(start.args);
  parentPort?.on('message', (message: ToNode) => {
    if (message.type === 'execute') void execute(call, message.requests);
    else void Promise.resolve(model('finalize')?.()).finally(() => process.exit(0));
  });
  send({ type: 'ready' });
} catch (error) {
  send({ type: 'start-failed', message: described(error) });
}
