import { InferdeckError } from '../../errors.ts';
import type { Trace } from '../../telemetry/trace/trace.ts';
import { infer } from '../v2/infer.ts';
import type { V2Services } from '../v2/services.ts';
import { bodyOf, type V2Call } from './call.ts';
import { compressed } from './compress.ts';
import { forwardedParameters } from './forwarded-parameters.ts';
import { readInferCall } from './infer-request.ts';
import { inferReply } from './infer-response.ts';
import { readRawCall } from './raw-request.ts';
import type { Reply } from './reply.ts';
import { TRACE_KEY_HEADER } from '../../telemetry/trace/contract.ts';
import { versionIn } from './routes.ts';

const DECOUPLED = "HTTP end point doesn't support models with decoupled transaction policy";

/** Answers an infer call. @throws InferdeckError saying what is wrong with it, or what went wrong */
export async function answerInfer(services: V2Services, call: V2Call): Promise<Reply> {
  const version = versionIn(services.models, call.parts);
  await services.models.wake(call.parts['model'] ?? '');
  const { spec, version: loaded, decoupled } = services.models.find(call.parts['model'] ?? '', version);
  if (decoupled) throw new InferdeckError('unsupported', DECOUPLED);
  const body = await bodyOf(call);
  const received = performance.now();
  const isRaw = body.binary && body.head.length === 0;
  const sources = { body, regions: services.regions, maxInputBytes: call.maxInputBytes };
  const wanted = isRaw ? readRawCall(body, spec) : readInferCall(sources, spec.modelName);
  const parameters = forwardedParameters(services, call, wanted.parameters);
  const id = wanted.id ?? '';
  const trace = services.tracer.begin(
    { modelName: spec.modelName, version: loaded, requestId: id },
    traceKey(call),
  );
  trace?.stamp('HTTP_RECV_START', call.arrived);
  trace?.stamp('HTTP_RECV_END', received);
  try {
    const { inputs, outputs } = wanted;
    const { modelName } = spec;
    const { signal } = call;
    const answer = await infer(services, {
      modelName,
      version,
      id,
      inputs,
      outputs,
      parameters,
      signal,
      trace,
    });
    const reply = inferReply(wanted, answer, performance.now() - call.arrived);
    const encodings = call.request.headers['accept-encoding'];
    return traced(encodings === undefined ? reply : await compressed(reply, encodings), trace);
  } catch (error) {
    trace?.finish();
    throw error;
  }
}

/** The name under which the caller will ask for the trace of this request. */
function traceKey({ request }: V2Call): string | undefined {
  const key = request.headers[TRACE_KEY_HEADER];
  return typeof key === 'string' ? key : undefined;
}

function traced(reply: Reply, trace: Trace | undefined): Reply {
  if (trace === undefined) return reply;
  trace.stamp('HTTP_SEND_START');
  const sent = () => {
    trace.stamp('HTTP_SEND_END');
    trace.finish();
  };
  return { ...reply, sent };
}
