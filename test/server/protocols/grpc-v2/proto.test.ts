import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromJsonString, toJson } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import { CONFIG_PROTO, generateProto, PROTO_ROOMS } from '../../../../scripts/lib/generated-proto.ts';
import { ROOT } from '../../../../scripts/lib/root.ts';
import { configFromJson } from '../../../../server/config/json/from-json.ts';
import { configToJson } from '../../../../server/config/json/to-json.ts';
import { readConfig } from '../../../../server/config/read.ts';
import { ModelConfigSchema } from '../../../../server/protocols/grpc-v2/generated/model_config_pb.ts';
import { tempFolder } from '../../../support/temp.ts';

async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = files.map(
    async (file) => [file.slice(folder.length), await readFile(file, 'utf8')] as const,
  );
  return Object.fromEntries(await Promise.all(contents));
}

describe('the protocol files', () => {
  test('that of the configuration is what the schema says', () => {
    expect(readFileSync(join(ROOT, CONFIG_PROTO.path), 'utf8')).toBe(CONFIG_PROTO.content());
  });

  test.each(PROTO_ROOMS)('the code in %s is made from them', async (room) => {
    const fresh = await tempFolder();
    await generateProto(room, fresh);
    expect(await filesIn(join(ROOT, room, 'generated'))).toEqual(await filesIn(fresh));
  });

  test('a configuration keeps everything on its way through the message', () => {
    const { config } = readConfig(`
      name: "m" platform: "ensemble" max_batch_size: 8
      version_policy { specific { versions: [ 1, 3 ] } }
      input [ { name: "i" data_type: TYPE_FP32 dims: [ -1, 3 ] reshape { shape: [ 3, -1 ] } optional: true } ]
      output [ { name: "o" data_type: TYPE_STRING dims: [ 1 ] label_filename: "labels.txt" } ]
      dynamic_batching { preferred_batch_size: [ 4, 8 ] priority_queue_policy { key: 1 value { max_queue_size: 7 } } }
      parameters { key: "k" value { string_value: "v" } }
      instance_group [ { count: 2 kind: KIND_CPU rate_limiter { resources [ { name: "R" count: 3 } ] } } ]
      model_metrics { metric_control [ { metric_identifier { family: "f" } histogram_options { buckets: [ 0.5, 2 ] } } ] }
    `);
    const message = fromJsonString(ModelConfigSchema, JSON.stringify(configToJson(config)));
    const back = toJson(ModelConfigSchema, message, { useProtoFieldName: true, alwaysEmitImplicit: true });
    expect(configFromJson(back)).toEqual({ config, problems: [] });
  });
});
