/**
 * Makes what the gRPC protocols need: model_config.proto from the configuration schema, and TypeScript from all .proto
 * files. Run it after a change to either; a test tells when it was forgotten.
 *
 *   npx tsx scripts/generate-proto.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_PROTO, generateProto, PROTO_ROOMS } from './lib/generated-proto.ts';
import { ROOT } from './lib/root.ts';

writeFileSync(join(ROOT, CONFIG_PROTO.path), CONFIG_PROTO.content());
for (const room of PROTO_ROOMS) await generateProto(room);
