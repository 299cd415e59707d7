import { relative, sep } from 'node:path';
import { watch } from 'chokidar';

/** Files are reported when they have kept their size for so long: a model is often copied in slowly. */
const SETTLED_MS = 400;

export interface RepositoryWatch {
  readonly close: () => Promise<void>;
}

/**
 * Tells whenever something in a model's folder was added, changed or removed.
 * Settles when it watches.
 * @param changed told the names of the models, several changes of one moment at once
 */
export async function watchRepositories(
  repositories: readonly string[],
  changed: (names: readonly string[]) => void,
): Promise<RepositoryWatch> {
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const report = () => {
    const names = [...waiting];
    waiting.clear();
    timer = undefined;
    changed(names);
  };
  const watcher = watch([...repositories], {
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: SETTLED_MS, pollInterval: 100 },
    ignored: (path) => /[/\\]\.[^/\\]*$/.test(path),
  });
  watcher.on('all', (_event, path) => {
    const name = modelOf(path, repositories);
    if (name === undefined) return;
    waiting.add(name);
    timer ??= setTimeout(report, 50);
  });
  // A folder that cannot be watched is no reason to stop serving; it is looked at again at the next request.
  watcher.on('error', () => {});
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return {
    close: async () => {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}

function modelOf(path: string, repositories: readonly string[]): string | undefined {
  const inside = repositories
    .map((repository) => relative(repository, path))
    .find((rest) => !rest.startsWith('..'));
  const [name] = (inside ?? '').split(sep);
  return name === '' ? undefined : name;
}
