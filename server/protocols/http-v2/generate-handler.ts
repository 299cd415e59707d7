import { InferdeckError, invalidArgument } from '../../errors.ts';
import type { Trace } from '../../telemetry/trace/trace.ts';
import { inferStream, type V2Answer, type V2StreamedAnswer } from '../v2/infer.ts';
import type { V2Services } from '../v2/services.ts';
import { bodyOf, type V2Call } from './call.ts';
import { forwardedParameters } from './forwarded-parameters.ts';
import { readGenerateCall } from './generate-request.ts';
import { generateText } from './generate-response.ts';
import { objectIn, parseBody } from './json-fields.ts';
import type { Reply } from './reply.ts';
import { versionIn } from './routes.ts';

const ONE_RESPONSE =
  'generate expects model to produce exactly 1 response, use generate stream for model that generates various' +
  ' number of responses';

/** Answers a generate call with the one response of the model. @throws InferdeckError when there is not exactly one */
export async function answerGenerate(services: V2Services, call: V2Call): Promise<Reply> {
  const answers: V2Answer[] = [];
  for await (const streamed of await startGenerate(services, call)) {
    const answer = answerIn(streamed);
    if (answer !== undefined) answers.push(answer);
  }
  const [answer] = answers;
  if (answer === undefined || answers.length > 1) throw new InferdeckError('internal', ONE_RESPONSE);
  return { status: 200, headers: { 'content-type': 'application/json' }, body: [generateText(answer)] };
}

/** Answers a generate call with every response of the model, as server-sent events. */
export async function answerGenerateStream(services: V2Services, call: V2Call): Promise<Reply> {
  const answers = await startGenerate(services, call);
  // A failure before the first response still has a status of its own.
  const first = await answers.next();
  const begun = first.done === true ? undefined : answerIn(first.value);
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' },
    stream: eventsOf(begun, answers),
  };
}

async function startGenerate(services: V2Services, call: V2Call): Promise<AsyncGenerator<V2StreamedAnswer>> {
  const version = versionIn(services.models, call.parts);
  await services.models.wake(call.parts['model'] ?? '');
  const { spec, version: loaded } = services.models.find(call.parts['model'] ?? '', version);
  if ((call.request.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw invalidArgument("Unsupported content-encoding, only 'identity' is supported.");
  }
  const { head } = await bodyOf(call);
  const received = performance.now();
  const request = readGenerateCall(objectIn(parseBody(head), 'request'), spec);
  const parameters = forwardedParameters(services, call, request.parameters);
  const { modelName } = spec;
  const trace = services.tracer.begin({ modelName, version: loaded, requestId: request.id });
  trace?.stamp('HTTP_RECV_START', call.arrived);
  trace?.stamp('HTTP_RECV_END', received);
  const about = { modelName, version, signal: call.signal, trace };
  return finishing(inferStream(services, { ...about, ...request, parameters, outputs: [] }), trace);
}

async function* finishing(
  answers: AsyncGenerator<V2StreamedAnswer>,
  trace: Trace | undefined,
): AsyncGenerator<V2StreamedAnswer> {
  try {
    yield* answers;
  } finally {
    trace?.finish();
  }
}

/** @throws InferdeckError when it is a failure */
function answerIn(streamed: V2StreamedAnswer): V2Answer | undefined {
  if (streamed.state === 'error') throw streamed.error;
  return streamed.state === 'response' ? streamed.answer : undefined;
}

async function* eventsOf(
  first: V2Answer | undefined,
  rest: AsyncGenerator<V2StreamedAnswer>,
): AsyncGenerator<string> {
  try {
    if (first !== undefined) yield eventOf(generateText(first));
    for await (const streamed of rest) {
      const answer = answerIn(streamed);
      if (answer !== undefined) yield eventOf(generateText(answer));
    }
  } catch (error) {
    yield eventOf(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
  }
}

function eventOf(json: string): string {
  return `data: ${json}\n\n`;
}
