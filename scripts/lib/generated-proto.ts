import { configProto } from './config-proto.ts';
import { run } from './run.ts';

/** The .proto file that follows from the configuration schema. */
export const CONFIG_PROTO = {
  path: 'server/protocols/grpc-v2/proto/model_config.proto',
  content: configProto,
} as const;

/** Rooms with a folder `proto`; the TypeScript goes into their folder `generated`. */
export const PROTO_ROOMS: readonly string[] = [
  'server/protocols/grpc',
  'server/protocols/grpc-v1',
  'server/protocols/grpc-v2',
];

/** Makes TypeScript from all .proto files of a room. @throws Error when they are faulty */
export async function generateProto(room: string, out = `${room}/generated`): Promise<void> {
  const opt = ['target=ts', 'import_extension=ts', 'erasable_syntax=true'];
  const template = { version: 'v2', plugins: [{ local: 'protoc-gen-es', out, opt }] };
  const args = ['generate', `${room}/proto`, '--clean', '--template', JSON.stringify(template)];
  const code = await run('npx', ['buf', ...args]);
  if (code !== 0) throw new Error(`buf could not read ${room}/proto`);
}
