import { InferdeckError } from '../../errors.ts';
import type { ServedModels } from '../../lifecycle/served-models.ts';
import type { ModelFolder } from '../../repository/model-folder.ts';

/** A model's folder as it is now. @throws InferdeckError when there is none */
export async function folderOf(models: ServedModels, name: string): Promise<ModelFolder> {
  const [folder] = await models.lookAt(name);
  if (folder !== undefined) return folder;
  throw new InferdeckError('not-found', `There is no model '${name}' on disk.`);
}
