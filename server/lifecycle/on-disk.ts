import { basename, resolve } from 'node:path';
import type { ModelFolder } from '../repository/model-folder.ts';
import { type RepositoryScan, scanModelFolder, scanRepository } from '../repository/scan.ts';
import { LoadError } from './load-error.ts';

export interface OnDiskOptions {
  readonly repositories: readonly string[];
  /** Name of the configuration in `configs/` that is preferred over `config.pbtxt`. */
  readonly configName: string | undefined;
}

/** What lies in the repositories, as it was last seen. */
export class OnDisk {
  readonly #options: OnDiskOptions;
  readonly #scan: typeof scanRepository;
  #scans: readonly RepositoryScan[] = [];
  /** Looks that were begun, and the number of the one that is shown. */
  #begun = 0;
  #shown = 0;

  constructor(options: OnDiskOptions, scan = scanRepository) {
    this.#options = options;
    this.#scan = scan;
  }

  /** As last seen by `refresh`. */
  get repositories(): readonly RepositoryScan[] {
    return this.#scans;
  }

  /** Every folder as last seen; a name that two repositories have appears twice. */
  get folders(): readonly ModelFolder[] {
    return this.#scans.flatMap((scan) => scan.models);
  }

  /** Looks again. Of looks at the same time the one that was begun last is right, whichever ends last. */
  async refresh(): Promise<void> {
    const { repositories, configName } = this.#options;
    this.#begun += 1;
    const turn = this.#begun;
    const scans = await Promise.all(repositories.map((path) => this.#scan(path, configName)));
    if (turn < this.#shown) return;
    this.#shown = turn;
    this.#scans = scans;
  }

  /** The folders of one name as they are now: none, one, or one in each of several repositories. */
  async lookAt(name: string): Promise<readonly ModelFolder[]> {
    const { repositories, configName } = this.#options;
    const places = name === basename(name) ? repositories.map((path) => resolve(path)) : [];
    const found = places.map((path) => scanModelFolder(path, name, configName).catch(() => undefined));
    return (await Promise.all(found)).filter((folder) => folder !== undefined);
  }

  /** The one folder of a name as it is now. @throws LoadError when there is none, or more than one */
  async only(name: string): Promise<ModelFolder> {
    const [folder, another] = await this.lookAt(name);
    if (folder === undefined) {
      const message = `There is no model folder '${name}' in ${this.#options.repositories.join(', ')}.`;
      throw new LoadError('repository', message, { kind: 'not-found' });
    }
    if (another !== undefined) {
      throw new LoadError('repository', 'model appears in two or more repositories', {
        kind: 'already-exists',
      });
    }
    return folder;
  }
}
