import { create } from '@bufbuild/protobuf';
import { fromText } from '@bufbuild/protobuf/txtpb';
import type { IncomingMessage } from 'node:http';
import {
  type InferRequestHeader,
  InferRequestHeaderSchema,
  type InferResponseHeader,
  InferResponseHeaderSchema,
} from '../grpc-v1/generated/v1_api_pb.ts';
import { readBody } from '../http-v2/body.ts';
import { infer, type V1Answer } from '../v1/infer.ts';
import { checkOpen, requestStatus } from '../v1/request-status.ts';
import type { V1Services } from '../v1/services.ts';
import { oneLineText } from '../v1/text-format.ts';
import { bodySlices } from './body-slices.ts';
import type { V1Call } from './call.ts';
import { messageBody } from './message-body.ts';
import { NOT_ALLOWED, OCTETS, REFUSED, type V1Reply } from './reply.ts';
import { statusHeader } from './status-header.ts';

const NEWEST = '-1';
/** The original took any size; this is what a tensor can have at most. */
const MOST_BYTES = 2 ** 31 - 1;

/** `POST /api/infer/MODEL` and `/api/infer/MODEL/VERSION`, with the request in a header and its tensors in the body. */
export async function answerInfer(services: V1Services, call: V1Call): Promise<V1Reply> {
  if (call.method !== 'POST') return NOT_ALLOWED;
  const path = /^\/([^/]+)(?:\/(\d+))?$/.exec(call.rest);
  const header = readHeader(call.request);
  if (path === null || header === undefined) return REFUSED;
  const [, modelName = '', version = NEWEST] = path;
  try {
    checkOpen(services);
    const { head: body } = await readBody(call.request, MOST_BYTES);
    const request = { modelName, version: BigInt(version), header, signal: call.signal };
    return answered(services, await infer(services, request, bodySlices(body, modelName)), call.binary);
  } catch (error) {
    return failed(services, header, error);
  }
}

/** Of several headers the first counts. */
function readHeader({ headersDistinct }: IncomingMessage): InferRequestHeader | undefined {
  const text = headersDistinct['nv-inferrequest']?.[0];
  if (text === undefined) return undefined;
  try {
    return fromText(InferRequestHeaderSchema, Buffer.from(text, 'latin1').toString());
  } catch {
    return undefined;
  }
}

function answered(services: V1Services, { header, data }: V1Answer, binary: boolean): V1Reply {
  return {
    status: 200,
    headers: [responseHeader(header), statusHeader(requestStatus(services)), OCTETS],
    body: [...data, messageBody(InferResponseHeaderSchema, header, binary)],
  };
}

/** Nothing but the id of the request comes back. */
function failed(services: V1Services, { id }: InferRequestHeader, error: unknown): V1Reply {
  const header = create(InferResponseHeaderSchema, { id });
  return {
    status: 400,
    headers: [responseHeader(header), statusHeader(requestStatus(services, error)), OCTETS],
  };
}

function responseHeader(header: InferResponseHeader): readonly [string, string] {
  return ['NV-InferResponse', oneLineText(InferResponseHeaderSchema, header)];
}
