import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { InferdeckError, messageOf } from '../../errors.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import type { ConfigHistory } from '../../repository/config-history.ts';
import { readConfigFile } from '../../repository/config-file.ts';
import type { ModelFolder } from '../../repository/model-folder.ts';
import { configToJson } from '../../config/json/to-json.ts';
import { folderOf } from './folder-of.ts';
import type {
  ConfigOnDisk,
  ConfigSaveResult,
  ConfigSurroundings,
  EarlierSave,
  EarlierText,
  EnsembleMember,
  RequestsInFlight,
} from './contract.ts';

const SaveBody = z.object({ text: z.string().max(1024 * 1024), baseHash: z.string().nullable() });

type OfModel = { Params: { name: string } };
type OfSave = { Params: { name: string; id: string } };
type OfMembers = { Querystring: { name?: string | readonly string[] } };

/** Reading, saving and restoring the configuration of a model. */
export function addConfigRoutes(app: FastifyInstance, models: ServedModels, history: ConfigHistory): void {
  app.get<OfModel>('/models/:name/config', async ({ params }): Promise<ConfigOnDisk> => {
    const folder = await folderOf(models, params.name);
    const { path, text, hash } = await readConfigFile(folder);
    return {
      path,
      text: text ?? null,
      hash: hash ?? null,
      loadedText: loadedText(models, params.name),
      surroundings: await surroundingsOf(models, folder),
    };
  });
  app.get<OfModel>('/models/:name/in-flight', ({ params }): RequestsInFlight => {
    const ready = models.served(params.name)?.ready ?? [];
    return { requests: ready.reduce((sum, { pending }) => sum + pending, 0) };
  });
  app.get<OfMembers>('/models/:name/config/members', async ({ query }): Promise<EnsembleMember[]> => {
    const members = [query.name ?? []].flat().map((name) => memberOf(models, name));
    return (await Promise.all(members)).filter((member) => member !== undefined);
  });
  app.put<OfModel>('/models/:name/config', async ({ params, body }): Promise<ConfigSaveResult> => {
    const { text, baseHash } = parseSave(body);
    const saved = await models.saveConfig(params.name, { text, baseHash: baseHash ?? undefined }, history);
    return { hash: saved.hash ?? '', ...(await loadAgain(models, params.name)) };
  });
  app.get<OfModel>('/models/:name/config/history', async ({ params }): Promise<EarlierSave[]> => {
    return await history.list((await folderOf(models, params.name)).path);
  });
  app.get<OfSave>('/models/:name/config/history/:id', async ({ params }): Promise<EarlierText> => {
    const { path } = await folderOf(models, params.name);
    return { text: await history.read(path, params.id) };
  });
}

function parseSave(body: unknown): z.infer<typeof SaveBody> {
  const parsed = SaveBody.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new InferdeckError(
    'invalid-argument',
    `This is no save of a configuration: ${z.prettifyError(parsed.error)}`,
  );
}

async function surroundingsOf(models: ServedModels, folder: ModelFolder): Promise<ConfigSurroundings> {
  const others = new Set(models.folders.map(({ name }) => name).filter((name) => name !== folder.name));
  return { context: await models.surroundings(folder.name), modelNames: [...others].sort() };
}

function loadedText(models: ServedModels, name: string): string | null {
  const model = models.served(name);
  return (model?.ready.length ?? 0) === 0 ? null : (model?.prepared?.configText ?? null);
}

/** A model that is not loaded yet is described as a load on behalf of the ensemble would make it. */
async function memberOf(models: ServedModels, name: string): Promise<EnsembleMember | undefined> {
  const model = models.served(name);
  const isServed = model !== undefined && model.ready.length > 0;
  const prepared = isServed ? model.prepared : await models.prepare(name).catch(() => undefined);
  if (prepared === undefined) return undefined;
  const versions = isServed ? model.ready : prepared.versions;
  return {
    name,
    config: configToJson(prepared.config),
    loadedVersions: versions.map(({ version }) => version),
  };
}

/** A model that is served, or was meant to be, follows its configuration at once where calls may load. */
async function loadAgain(
  models: ServedModels,
  name: string,
): Promise<Pick<ConfigSaveResult, 'outcome' | 'failure'>> {
  if (models.controlMode !== 'explicit' || models.served(name)?.wanted !== true) return { outcome: 'saved' };
  try {
    await models.load(name);
    return { outcome: 'loaded' };
  } catch (error) {
    return { outcome: 'load-failed', failure: messageOf(error) };
  }
}
