import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import type { PresetCheck, PresetFacts, PresetWish } from '../../server/presets/contract.ts';
import { decodeRequest, JSON_LENGTH_HEADER } from '../../server/tensors/binary-message.ts';
import type { Tensor } from '../../server/tensors/tensor.ts';
import { fetchJson, send, sendJson } from './http.ts';

const outlines = z.array(z.object({ name: z.string(), datatype: z.string(), shape: z.array(z.number()) }));

const presetFacts: z.ZodMiniType<PresetFacts> = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('readable'),
    name: z.string(),
    inputs: outlines,
    outputs: outlines,
    tolerance: z.exactOptional(z.object({ absolute: z.number(), relative: z.number() })),
  }),
  z.object({ state: z.literal('broken'), name: z.string(), why: z.string() }),
]);

const presetCheck: z.ZodMiniType<PresetCheck> = z.object({
  name: z.string(),
  milliseconds: z.number(),
  trouble: z.exactOptional(z.string()),
});

const pathOf = (model: string) => `/desk/models/${encodeURIComponent(model)}/presets`;
const onePath = (model: string, preset: string) => `${pathOf(model)}/${encodeURIComponent(preset)}`;

/** The golden presets of a model, by name. They are files that others may change, so each look asks anew. */
export function presetsQuery(model: string) {
  return queryOptions({
    queryKey: ['presets', model],
    queryFn: ({ signal }) => fetchJson(pathOf(model), z.array(presetFacts), signal),
    staleTime: 0,
  });
}

/** Makes a preset of a request that was kept. @throws InferdeckError `already-exists` where there is one of its name */
export async function savePreset(model: string, wish: PresetWish): Promise<void> {
  await send(pathOf(model), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  });
}

/** The inputs of a preset. */
export async function presetInputs(model: string, preset: string): Promise<readonly Tensor[]> {
  const response = await send(`${onePath(model, preset)}/request`);
  return decodeRequest(
    response.headers.get(JSON_LENGTH_HEADER),
    new Uint8Array(await response.arrayBuffer()),
  );
}

/** Removes the file of a preset. */
export async function removePreset(model: string, preset: string): Promise<void> {
  await send(onePath(model, preset), { method: 'DELETE' });
}

/** Asks a version for every preset. */
export async function checkPresets(model: string, version: number): Promise<readonly PresetCheck[]> {
  return await sendJson('POST', `${pathOf(model)}/check`, { version }, z.array(presetCheck));
}
