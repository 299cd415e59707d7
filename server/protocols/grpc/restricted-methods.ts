import type { Metadata, ServerDuplexStream, ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import { InferdeckError } from '../../errors.ts';
import { type ApiGroup, type ExpectedHeader, opens, type Restrictions } from '../v2/restricted-apis.ts';
import type { GrpcMethod } from './method.ts';
import { statusOf } from './status.ts';

/** The part that a method of today's service, of 2019's or of health belongs to; the first that matches. */
const PARTS: readonly (readonly [method: RegExp, part: ApiGroup])[] = [
  [/Live$|Ready$|Health\/|\/Health$/, 'health'],
  [/Infer$/, 'inference'],
  [/ModelConfig$/, 'model-config'],
  [/Statistics$/, 'statistics'],
  [/\/Repository|\/ModelControl$/, 'model-repository'],
  [/SharedMemory/, 'shared-memory'],
  [/TraceSetting$/, 'trace'],
  [/LogSettings$/, 'logging'],
  [/Metadata$|\/Status$|\/Profile$/, 'metadata'],
];

/** The part of the protocol that a method belongs to. @param path `/package.Service/Method` */
export function apiOfMethod(path: string): ApiGroup | undefined {
  return PARTS.find(([method]) => method.test(path))?.[1];
}

/** The methods, those of restricted parts only for callers who send the header of the part. */
export function restrictedMethods(
  methods: readonly GrpcMethod[],
  restrictions: Restrictions,
): readonly GrpcMethod[] {
  return methods.map((method) => {
    const part = apiOfMethod(method.definition.path);
    const expected = part === undefined ? undefined : restrictions.get(part);
    return expected === undefined ? method : { ...method, handle: guarded(method, expected) };
  });
}

function guarded({ handle, definition }: GrpcMethod, expected: ExpectedHeader): GrpcMethod['handle'] {
  const refusal = statusOf(
    new InferdeckError('unavailable', `This protocol is restricted, expecting header '${expected.name}'`),
  );
  const mayPass = (metadata: Metadata) => opens(expected, metadata.get(expected.name)[0]);
  if (definition.responseStream) {
    return (stream: ServerDuplexStream<unknown, unknown>) => {
      if (mayPass(stream.metadata)) Reflect.apply(handle, undefined, [stream]);
      else stream.emit('error', refusal);
    };
  }
  return (call: ServerUnaryCall<unknown, unknown>, done: sendUnaryData<unknown>) => {
    if (mayPass(call.metadata)) Reflect.apply(handle, undefined, [call, done]);
    else done(refusal);
  };
}
