import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { invalidArgument, messageOf } from '../../errors.ts';
import { presetTrouble } from '../../lifecycle/check-preset.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import type { PresetCheck, PresetFacts, PresetWish } from '../../presets/contract.ts';
import {
  type GoldenPreset,
  goldenPresets,
  presetNames,
  readPreset,
  removePreset,
  writePreset,
} from '../../repository/golden-presets.ts';
import type { KeptRequests } from '../../requests/kept-requests.ts';
import {
  decodeAnswer,
  decodeRequest,
  encodeRequest,
  JSON_LENGTH_HEADER,
} from '../../tensors/binary-message.ts';
import type { Tensor } from '../../tensors/tensor.ts';
import { folderOf } from './folder-of.ts';

const wish: z.ZodType<PresetWish> = z.object({
  name: z.string(),
  request: z.string(),
  tolerance: z
    .object({ absolute: z.number().nonnegative(), relative: z.number().nonnegative() })
    .exactOptional(),
  replace: z.boolean(),
});
const CheckBody = z.object({ version: z.int().positive() });

type OfModel = { Params: { name: string } };
type OfPreset = { Params: { name: string; preset: string } };

/** Golden presets of a model: listed, made from a request that was kept, given back to be sent, checked, removed. */
export function addPresetRoutes(app: FastifyInstance, models: ServedModels, requests: KeptRequests): void {
  const repositoryOf = async (name: string) => (await folderOf(models, name)).repository;
  app.get<OfModel>('/models/:name/presets', async ({ params: { name } }): Promise<readonly PresetFacts[]> => {
    const repository = await repositoryOf(name);
    const names = await presetNames(repository, name);
    return await Promise.all(names.map((preset) => presetFacts(repository, name, preset)));
  });
  app.post<OfModel>('/models/:name/presets', async ({ params: { name }, body }, reply) => {
    const wished = parse(wish, body);
    const preset = { ...(await tensorsOf(requests, wished.request)), ...wished };
    await writePreset(await repositoryOf(name), name, preset, wished.replace);
    return await reply.code(204).send();
  });
  app.get<OfPreset>('/models/:name/presets/:preset/request', async ({ params }, reply) => {
    const preset = await readPreset(await repositoryOf(params.name), params.name, params.preset);
    const { headers, body } = encodeRequest(
      preset.inputs,
      preset.outputs.map((output) => output.name),
    );
    return reply
      .header(JSON_LENGTH_HEADER, headers[JSON_LENGTH_HEADER])
      .type('application/octet-stream')
      .send(body);
  });
  app.delete<OfPreset>('/models/:name/presets/:preset', async ({ params }, reply) => {
    await removePreset(await repositoryOf(params.name), params.name, params.preset);
    return await reply.code(204).send();
  });
  app.post<OfModel>('/models/:name/presets/check', async ({ params: { name }, body }) => {
    const { version } = parse(CheckBody, body);
    const presets = await goldenPresets(await repositoryOf(name), name);
    await models.wake(name);
    const checks: PresetCheck[] = [];
    for (const preset of presets) checks.push(await checked(models, name, version, preset));
    return checks;
  });
}

async function checked(
  models: ServedModels,
  model: string,
  version: number,
  preset: GoldenPreset,
): Promise<PresetCheck> {
  const startedAt = performance.now();
  const trouble = await presetTrouble(model, models.find(model, version), preset);
  const milliseconds = performance.now() - startedAt;
  return { name: preset.name, milliseconds, ...(trouble !== undefined && { trouble }) };
}

async function presetFacts(repository: string, model: string, name: string): Promise<PresetFacts> {
  try {
    const { inputs, outputs, tolerance } = await readPreset(repository, model, name);
    return {
      state: 'readable',
      name,
      inputs: inputs.map(outline),
      outputs: outputs.map(outline),
      ...(tolerance !== undefined && { tolerance }),
    };
  } catch (error) {
    return { state: 'broken', name, why: messageOf(error) };
  }
}

async function tensorsOf(
  requests: KeptRequests,
  id: string,
): Promise<Pick<GoldenPreset, 'inputs' | 'outputs'>> {
  const request = await requests.message(id, 'request');
  const response = await requests.message(id, 'response');
  return {
    inputs: decodeRequest(String(request.size.json), new Uint8Array(request.bytes)),
    outputs: decodeAnswer(String(response.size.json), new Uint8Array(response.bytes)).outputs,
  };
}

function outline({ name, datatype, shape }: Tensor) {
  return { name, datatype, shape };
}

function parse<T>(shape: z.ZodType<T>, body: unknown): T {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  throw invalidArgument(`This cannot be done with presets: ${z.prettifyError(parsed.error)}`);
}
