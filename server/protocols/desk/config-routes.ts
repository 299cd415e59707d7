import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { InferdeckError, messageOf } from '../../errors.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import type { ConfigHistory } from '../../repository/config-history.ts';
import { readConfigFile } from '../../repository/config-file.ts';
import type { ModelFolder } from '../../repository/model-folder.ts';
import { configFolder } from '../../lifecycle/prepare-model.ts';
import type {
  ConfigOnDisk,
  ConfigSaveResult,
  ConfigSurroundings,
  EarlierSave,
  EarlierText,
} from './contract.ts';

const SaveBody = z.object({ text: z.string().max(1024 * 1024), baseHash: z.string().nullable() });

type OfModel = { Params: { name: string } };
type OfSave = { Params: { name: string; id: string } };

/** Reading, saving and restoring the configuration of a model. */
export function addConfigRoutes(app: FastifyInstance, models: ServedModels, history: ConfigHistory): void {
  app.get<OfModel>('/models/:name/config', async ({ params }): Promise<ConfigOnDisk> => {
    const folder = await folderOf(models, params.name);
    const { path, text, hash } = await readConfigFile(folder);
    return {
      path,
      text: text ?? null,
      hash: hash ?? null,
      surroundings: await surroundingsOf(models, folder),
    };
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

async function folderOf(models: ServedModels, name: string): Promise<ModelFolder> {
  const [folder] = await models.lookAt(name);
  if (folder !== undefined) return folder;
  throw new InferdeckError('not-found', `There is no model '${name}' on disk.`);
}

/** The newest version's own signature is told also when the text on disk cannot be resolved. */
async function surroundingsOf(models: ServedModels, folder: ModelFolder): Promise<ConfigSurroundings> {
  const signature = await models.signature(folder.name);
  const others = new Set(models.folders.map(({ name }) => name).filter((name) => name !== folder.name));
  return {
    context: {
      folder: configFolder(folder),
      machine: { gpus: [] },
      ...(signature !== undefined && { signature }),
    },
    modelNames: [...others].sort(),
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
