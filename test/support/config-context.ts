import type { ConfigContext, ModelFolder } from '../../server/config/context.ts';

/** The context of a model folder with one version that holds model.onnx, on a machine without a GPU. */
export function contextFor(
  name: string,
  more: Partial<Omit<ConfigContext, 'folder'>> & { folder?: Partial<ModelFolder> } = {},
): ConfigContext {
  const { folder, ...rest } = more;
  return {
    machine: { gpus: [] },
    ...rest,
    folder: { name, versions: [1], versionFiles: [{ name: 'model.onnx', isDirectory: false }], ...folder },
  };
}
