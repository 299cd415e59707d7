import { InferdeckError } from '../errors.ts';
import type { ModelFolder } from '../repository/model-folder.ts';
import type { Approvals } from '../repository/trust/approvals.ts';
import { codeIn, isCodeName, type ModelCode } from '../repository/trust/code-files.ts';
import { LoadError } from './load-error.ts';
import type { LoadOverride } from './load-override.ts';

export interface CodeApprovalOptions {
  readonly approvals: Approvals;
  /** Code in any model needs approval, not only in those that came in through the window. */
  readonly always: boolean;
}

/** Keeps models unloaded whose code nobody has seen and approved. */
export class CodeApproval {
  readonly #options: CodeApprovalOptions;
  /** What a folder was found to need, with the state of its files then. */
  readonly #seen = new Map<string, { readonly fingerprint: string; readonly waits: boolean }>();

  constructor(options: CodeApprovalOptions) {
    this.#options = options;
  }

  /** Whether a model waits for approval, as of the last `look`. */
  waits({ path }: ModelFolder): boolean {
    return this.#seen.get(path)?.waits ?? false;
  }

  /** Finds out which of these models wait; folders whose files did not change are not read again. */
  async look(folders: readonly ModelFolder[]): Promise<void> {
    await Promise.all(
      folders.filter((folder) => this.#concerns(folder)).map((folder) => this.#lookAt(folder)),
    );
  }

  async #lookAt(folder: ModelFolder): Promise<void> {
    const { path, fingerprint } = folder;
    if (this.#seen.get(path)?.fingerprint === fingerprint) return;
    const code = await codeIn(folder).catch(() => undefined);
    this.#seen.set(path, {
      fingerprint,
      waits: code !== undefined && !this.#options.approvals.approves(code.hash),
    });
  }

  #concerns({ path }: Pick<ModelFolder, 'path'>): boolean {
    return this.#options.always || this.#options.approvals.holds(path);
  }

  /** @throws LoadError when the code of a folder was not approved as it is now */
  async check(folder: ModelFolder): Promise<void> {
    if (!this.#concerns(folder)) return;
    const code = await codeIn(folder);
    const waits = code !== undefined && !this.#options.approvals.approves(code.hash);
    this.#seen.set(folder.path, { fingerprint: folder.fingerprint, waits });
    if (waits) throw unapproved(folder.name, code);
  }

  /** @throws LoadError when a load brings code along that nobody can have seen */
  checkOverride(name: string, override: LoadOverride | undefined): void {
    const code = [...(override?.files.keys() ?? [])].find(isCodeName);
    if (code === undefined || !this.#options.always) return;
    throw new LoadError('repository', `'${name}' brings code along that nobody has approved: ${code}.`, {
      kind: 'unavailable',
      nextStep: 'Put the model into the repository, where its code can be looked at and approved.',
    });
  }

  /** Code in this folder came from somewhere else: it waits until it was seen. */
  async hold(folder: ModelFolder): Promise<void> {
    if ((await codeIn(folder)) === undefined) return;
    await this.#options.approvals.hold(folder.path);
    await this.look([folder]);
  }

  /** The code of a folder as it is now; undefined when there is none. */
  async code(folder: ModelFolder): Promise<ModelCode | undefined> {
    return await codeIn(folder);
  }

  /** @param hash of the code that was seen. @throws InferdeckError when the code is another one by now */
  async approve(folder: ModelFolder, hash: string): Promise<void> {
    const code = await codeIn(folder);
    if (code?.hash !== hash) {
      throw new InferdeckError(
        'already-exists',
        `The code of ${folder.name} changed since you looked at it.`,
        {
          nextStep: 'Look at it again; nothing of it has run.',
        },
      );
    }
    await this.#options.approvals.approve(hash);
    this.#seen.delete(folder.path);
    await this.look([folder]);
  }
}

function unapproved(name: string, { files }: ModelCode): LoadError {
  const [first] = files;
  const what = files.length === 1 ? first?.path : `${files.length} files such as ${first?.path}`;
  return new LoadError('repository', `'${name}' runs code that nobody has approved: ${what}.`, {
    kind: 'unavailable',
    nextStep: 'Open the model in the window, look at its code, and approve it.',
  });
}
