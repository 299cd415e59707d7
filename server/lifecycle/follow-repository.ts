import { type RepositoryWatch, watchRepositories } from '../repository/watch.ts';
import { DiskFollower } from './follow-disk.ts';
import type { ServedModels } from './served-models.ts';
import { IdleUnloader } from './unload-idle.ts';

export interface FollowOptions {
  readonly repositories: readonly string[];
  readonly pollSeconds: number;
  readonly watchRepository: boolean;
}

/** What keeps an eye on the disk, according to the control mode. */
export interface Following {
  /** Called when the first load is over; settles when nothing goes unnoticed any more. */
  readonly begin: () => Promise<void>;
  readonly end: () => Promise<void>;
}

/**
 * Follows the repositories: `poll` keeps what is served equal to the disk; a watch tells the window of changes, and
 * tries failed models again when somebody mended them.
 */
export function followRepository(models: ServedModels, options: FollowOptions): Following {
  const follower = models.controlMode === 'poll' ? new DiskFollower(models) : undefined;
  const idle = new IdleUnloader(models, models.settings);
  let watch: RepositoryWatch | undefined;
  return {
    begin: async () => {
      idle.begin();
      follower?.start(options.pollSeconds);
      if (!options.watchRepository) return;
      watch = await watchRepositories(options.repositories, (names) => void noticeChanges(models, names));
    },
    end: async () => {
      idle.end();
      await follower?.stop();
      await watch?.close();
    },
  };
}

async function noticeChanges(models: ServedModels, names: readonly string[]): Promise<void> {
  await models.refresh();
  for (const name of names) models.events.emit('change', name);
  const mended = names.filter(
    (name) => models.served(name)?.failure !== undefined && models.served(name)?.wanted,
  );
  if (models.controlMode === 'explicit') await models.loadAll(mended);
}
