import { create } from 'zustand';
import { InferdeckError, messageOf } from '../../../server/errors.ts';
import type { Tensor } from '../../../server/tensors/tensor.ts';
import { infer, type InferenceCall } from '../../queries/infer.ts';
import type { RequestTiming } from '../../queries/server-timing.ts';
import { fingerprint } from './fingerprint.ts';

/** An answer and what it answers. */
export interface Answer {
  readonly version: number;
  readonly outputs: readonly Tensor[];
  readonly timing: RequestTiming;
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

/** Sends a request; one that is still under way for the same model is cancelled. */
export async function startRun(call: InferenceCall): Promise<void> {
  const { model, version } = call;
  cancelRun(model);
  const abort = new AbortController();
  underWay.set(model, abort);
  const startedAt = Date.now();
  // Drawing a state would cost more than most requests take, and be counted as their time.
  const slow = setTimeout(() => update(model, { run: { state: 'running', version, startedAt } }), BLINK_MS);
  try {
    const { outputs, timing } = await infer(call, abort.signal);
    finish(model, { version, outputs, timing, question: fingerprint(call.inputs) });
  } catch (thrown) {
    if (!abort.signal.aborted) update(model, { run: failed(version, thrown) });
  } finally {
    clearTimeout(slow);
    if (underWay.get(model) === abort) underWay.delete(model);
  }
}

function finish(model: string, answer: Answer): void {
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
