import { InferdeckError } from '../../errors.ts';
import { infer } from '../v2/infer.ts';
import type { V2Services } from '../v2/services.ts';
import { bodyOf, type V2Call } from './call.ts';
import { compressed } from './compress.ts';
import { readInferCall } from './infer-request.ts';
import { inferReply } from './infer-response.ts';
import { readRawCall } from './raw-request.ts';
import type { Reply } from './reply.ts';
import { versionIn } from './routes.ts';

const DECOUPLED = "HTTP end point doesn't support models with decoupled transaction policy";

/** Answers an infer call. @throws InferdeckError saying what is wrong with it, or what went wrong */
export async function answerInfer(services: V2Services, call: V2Call): Promise<Reply> {
  const version = versionIn(call.parts);
  const { spec, decoupled } = services.models.find(call.parts['model'] ?? '', version);
  if (decoupled) throw new InferdeckError('unsupported', DECOUPLED);
  const body = await bodyOf(call);
  const isRaw = body.binary && body.head.length === 0;
  const sources = { body, regions: services.regions, maxInputBytes: call.maxInputBytes };
  const wanted = isRaw ? readRawCall(body, spec) : readInferCall(sources, spec.modelName);
  const answer = await infer(services, {
    modelName: spec.modelName,
    ...(version !== undefined && { version }),
    id: wanted.id ?? '',
    inputs: wanted.inputs,
    outputs: wanted.outputs,
    parameters: wanted.parameters,
    signal: call.signal,
  });
  const reply = inferReply(wanted, answer, performance.now() - call.arrived);
  return await compressed(reply, call.request.headers['accept-encoding']);
}
