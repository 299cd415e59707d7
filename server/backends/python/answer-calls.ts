import { failureOf } from '../../errors.ts';
import type { Trace } from '../../telemetry/trace/trace.ts';
import type { ModelAnswer } from '../backend.ts';
import type { PythonChild } from './child.ts';
import type { CallAnswerHead, MessageOf } from './messages.ts';
import type { ModelCalls } from './model-calls.ts';
import { Parcel, tensorIn } from './parcel.ts';
import { parametersFromWire, parametersToWire } from './parameters.ts';

type Body = Uint8Array<ArrayBuffer>;

/** Answers the calls that the model in a child makes of other models. */
export class CallAnswers {
  readonly #child: PythonChild;
  readonly #models: ModelCalls;
  readonly #running = new Map<number, AbortController>();
  /** Of the requests that the model works on, by key. */
  readonly #traces = new Map<number, Trace>();

  constructor(child: PythonChild, models: ModelCalls) {
    this.#child = child;
    this.#models = models;
    void child.exited.then(() => this.#cancelAll());
  }

  /** Calls that the model makes for this request are written down with it. */
  began(key: number, trace: Trace | undefined): void {
    if (trace !== undefined) this.#traces.set(key, trace);
  }

  ended(key: number): void {
    this.#traces.delete(key);
  }

  /** Runs another model and sends its answers as they come. */
  async infer(message: MessageOf<'infer'>, body: Body): Promise<void> {
    const stop = new AbortController();
    this.#running.set(message.call, stop);
    const { model: modelName, version, id, outputs, decoupled, trace } = message;
    const call = {
      modelName,
      ...(version > 0 && { version }),
      id,
      inputs: message.inputs.map((head) => tensorIn(body, head)),
      outputs,
      parameters: parametersFromWire(message.parameters),
      signal: stop.signal,
      causedBy: trace === undefined ? undefined : this.#traces.get(trace),
    };
    for await (const answer of this.#models.infer(call, decoupled)) this.#sendAnswer(message.call, answer);
    this.#running.delete(message.call);
  }

  cancel({ call }: MessageOf<'cancel-call'>): void {
    this.#running.get(call)?.abort();
  }

  /** Loads, unloads or asks after another model. */
  async control(message: MessageOf<'control'>): Promise<void> {
    const { call } = message;
    try {
      const ready = await this.#control(message);
      this.#send({
        type: 'call-answer',
        call,
        final: true,
        state: 'end',
        ...(ready !== undefined && { ready }),
      });
    } catch (thrown) {
      const { kind, message: sentence } = failureOf(thrown);
      const error = { kind, message: sentence };
      this.#send({ type: 'call-answer', call, final: true, state: 'error', error });
    }
  }

  async #control(message: MessageOf<'control'>): Promise<boolean | undefined> {
    const { action, model, config = '', files = {}, dependents = false, version = '' } = message;
    if (action === 'ready')
      return await this.#models.isReady(model, version === '' ? undefined : Number(version));
    if (action === 'unload') await this.#models.unload(model, dependents);
    else await this.#models.load(model, { config, files: decoded(files) });
    return undefined;
  }

  #sendAnswer(call: number, answer: ModelAnswer): void {
    const { state, final } = answer;
    const about = { type: 'call-answer', call, state, final } as const;
    if (answer.state === 'outputs') {
      const parcel = new Parcel();
      const outputs = answer.outputs.map((tensor) => parcel.add(tensor));
      this.#send({ ...about, outputs, parameters: parametersToWire(answer.parameters ?? {}) }, parcel);
    } else if (answer.state === 'error') {
      this.#send({ ...about, error: { kind: answer.error.kind, message: answer.error.message } });
    } else {
      this.#send(about);
    }
  }

  #send(head: CallAnswerHead, parcel?: Parcel): void {
    this.#child.send(head, parcel);
  }

  #cancelAll(): void {
    for (const stop of this.#running.values()) stop.abort();
    this.#running.clear();
  }
}

function decoded(files: Readonly<Record<string, string>>): ReadonlyMap<string, Uint8Array> {
  return new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content, 'base64')]));
}
