import { create } from 'zustand';
import { InferdeckError, messageOf } from '../../../server/errors.ts';
import type { Tensor } from '../../../server/tensors/tensor.ts';
import { infer } from '../../queries/infer.ts';
import { encodeRequest, type InferenceMessage } from '../../../server/tensors/binary-message.ts';
import type { RequestTiming } from '../../queries/server-timing.ts';
import { fingerprint } from './fingerprint.ts';

/** What is asked of one version of a model. */
export interface InferenceCall {
  readonly model: string;
  readonly version: number;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly string[];
}

/** A call that the server answered or refused, with the messages as they went over the wire. */
export interface MadeCall {
  readonly call: InferenceCall;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly milliseconds: number;
  readonly request: InferenceMessage;
  readonly result:
    | { readonly state: 'answered'; readonly outputs: readonly Tensor[]; readonly response: InferenceMessage }
    | { readonly state: 'failed'; readonly message: string };
}

/** An answer and what it answers. */
export interface Answer {
  readonly version: number;
  readonly outputs: readonly Tensor[];
  readonly timing: RequestTiming;
  /** What the trace of the request is asked for by; absent for an answer of earlier. */
  readonly traceKey?: string;
  /** Equal for answers to the same tensors. */
  readonly question: string;
}

export type RunState =
  | { readonly state: 'idle' }
  /** Under way for longer than a blink; quicker requests show nothing before their answer. */
  | { readonly state: 'running'; readonly version: number; readonly startedAt: number }
  | {
      readonly state: 'failed';
      readonly version: number;
      readonly message: string;
      readonly nextStep: string | undefined;
    };

/** What was asked of one model in this window: the latest answers, newest first, and what is under way. */
export interface ModelRuns {
  readonly run: RunState;
  readonly answers: readonly Answer[];
}

const NOTHING: ModelRuns = { run: { state: 'idle' }, answers: [] };
const KEPT_ANSWERS = 6;
const BLINK_MS = 300;

const underWay = new Map<string, AbortController>();

const useAllRuns = create<Readonly<Record<string, ModelRuns>>>(() => ({}));

/** The runs of one model. */
export function useRuns(model: string): ModelRuns {
  return useAllRuns((runs) => runs[model] ?? NOTHING);
}

function runsOf(model: string): ModelRuns {
  return useAllRuns.getState()[model] ?? NOTHING;
}

function update(model: string, change: Partial<ModelRuns>): void {
  useAllRuns.setState({ [model]: { ...runsOf(model), ...change } });
}

/**
 * Sends a request; one that is still under way for the same model is cancelled.
 * @param onMade told of a request that the server answered or refused
 */
export async function startRun(call: InferenceCall, onMade: (made: MadeCall) => void): Promise<void> {
  const { model, version } = call;
  cancelRun(model);
  const abort = new AbortController();
  underWay.set(model, abort);
  const at = Date.now();
  const traceKey = crypto.randomUUID();
  const request = encodeRequest(call.inputs, call.outputs);
  // Drawing a state would cost more than most requests take, and be counted as their time.
  const slow = setTimeout(
    () => update(model, { run: { state: 'running', version, startedAt: at } }),
    BLINK_MS,
  );
  try {
    const { outputs, timing, message } = await infer(call, request, abort.signal, traceKey);
    showAnswer(model, { version, outputs, timing, traceKey, question: fingerprint(call.inputs) });
    const result = { state: 'answered', outputs, response: message } as const;
    onMade({ call, at, milliseconds: timing.total, request, result });
  } catch (thrown) {
    if (abort.signal.aborted) return;
    update(model, { run: failed(version, thrown) });
    const result = { state: 'failed', message: messageOf(thrown) } as const;
    onMade({ call, at, milliseconds: Date.now() - at, request, result });
  } finally {
    clearTimeout(slow);
    if (underWay.get(model) === abort) underWay.delete(model);
  }
}

/** Shows an answer as the newest one of its model. */
export function showAnswer(model: string, answer: Answer): void {
  const others = runsOf(model).answers.filter(
    ({ version, question }) => version !== answer.version || question !== answer.question,
  );
  update(model, { run: { state: 'idle' }, answers: [answer, ...others].slice(0, KEPT_ANSWERS) });
}

function failed(version: number, thrown: unknown): RunState {
  const nextStep = thrown instanceof InferdeckError ? thrown.nextStep : undefined;
  return { state: 'failed', version, message: messageOf(thrown), nextStep };
}

/** Gives up the request under way; the server is told by the closed connection. */
export function cancelRun(model: string): void {
  underWay.get(model)?.abort();
  if (runsOf(model).run.state === 'running') update(model, { run: { state: 'idle' } });
}

/** What another version said to the same question, most recently. */
export function otherAnswer(answers: readonly Answer[]): Answer | undefined {
  const [latest, ...others] = answers;
  return others.find(({ version, question }) => version !== latest?.version && question === latest?.question);
}
