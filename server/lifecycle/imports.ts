import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { generateConfig } from '../config/generate.ts';
import type { ModelSignature } from '../config/signature.ts';
import { failureOf, InferdeckError, messageOf } from '../errors.ts';
import { passingName, removeAbandoned } from '../repository/abandoned.ts';
import { carryOut, STAGING_PREFIX } from '../repository/import/carry-out.ts';
import { layOut } from '../repository/import/lay-out.ts';
import type {
  ImportAction,
  ImportChoice,
  ImportPlan,
  PlannedFile,
  PlannedItem,
} from '../repository/import/plan.ts';
import { type InspectedImport, planImport } from '../repository/import/plan-import.ts';
import { readDropped } from '../repository/import/read-dropped.ts';
import { recognise } from '../repository/import/recognise.ts';
import type { SourceTree } from '../repository/import/source-tree.ts';
import { moveToTrash } from '../repository/import/trash.ts';
import type { ModelFolder } from '../repository/model-folder.ts';
import { HALF_WRITTEN_PREFIX } from '../repository/write-atomically.ts';
import type { Activity } from '../telemetry/activity.ts';
import type { ActivityEntry } from '../telemetry/activity-entry.ts';
import { configFolder } from './prepare-model.ts';
import type { ServedModels } from './served-models.ts';

export interface ImportsOptions {
  readonly models: ServedModels;
  readonly activity: Activity;
  /** What the newest model file of a folder takes and gives. */
  readonly signatureOf: (folder: ModelFolder) => Promise<ModelSignature | undefined>;
  readonly repositories: readonly string[];
  readonly stateFolder: string;
}

export interface ImportRequest {
  readonly paths: readonly string[];
  /** The model that versions shall be added to. */
  readonly target?: string | undefined;
  /** Lets go of the files when the import is over; only for files that do not stay where they are. */
  readonly release?: () => Promise<void>;
}

/** What the person chose in a plan. */
export interface ImportDecision {
  readonly link: boolean;
  readonly load: boolean;
  /** By item; the first choice counts where there is none. */
  readonly actions: Readonly<Record<string, ImportAction>>;
}

/** An import from its plan to its undoing. */
interface Import {
  readonly plan: ImportPlan;
  readonly request: ImportRequest;
  readonly scratch: string;
  readonly seen: string;
  readonly abort: AbortController;
  state: 'planned' | 'running' | 'over';
  choices: readonly ImportChoice[];
  made: readonly string[];
}

/** Brings models into the repository: a plan first, then copies and loads, and can be undone. */
export class Imports {
  readonly #options: ImportsOptions;
  readonly #imports = new Map<string, Import>();

  constructor(options: ImportsOptions) {
    this.#options = options;
  }

  /** Removes what an import or a save left behind that was cut off by the end of its server. */
  async sweep(): Promise<void> {
    const { repositories, stateFolder } = this.#options;
    for (const repository of repositories) {
      await removeAbandoned(repository, STAGING_PREFIX);
      await removeAbandoned(repository, HALF_WRITTEN_PREFIX);
    }
    for (const own of ['imports', 'uploads']) await removeAbandoned(join(stateFolder, own));
  }

  /** @throws InferdeckError when nothing of it can be served, or something in it may not be brought in */
  async plan(request: ImportRequest): Promise<{ readonly id: string; readonly plan: ImportPlan }> {
    const id = randomUUID();
    const scratch = join(this.#options.stateFolder, 'imports', passingName(id));
    try {
      await mkdir(scratch, { recursive: true });
      const { trees, unpacked } = await readDropped(request.paths, scratch);
      const plan = await this.#planFor(trees, request, scratch, unpacked);
      this.#imports.set(id, {
        plan,
        request,
        scratch,
        seen: unpacked ? '' : seenIn(trees),
        abort: new AbortController(),
        state: 'planned',
        choices: [],
        made: [],
      });
      return { id, plan };
    } catch (error) {
      await letGo({ scratch, request });
      throw error;
    }
  }

  async #planFor(
    trees: readonly SourceTree[],
    { target, release }: ImportRequest,
    scratch: string,
    unpacked: boolean,
  ): Promise<ImportPlan> {
    const { models, repositories } = this.#options;
    const [repository] = repositories;
    if (repository === undefined)
      throw new InferdeckError('unavailable', 'The server has no model repository.');
    await models.refresh();
    const passing = release !== undefined;
    const known = passing ? trees.map((tree) => ({ ...tree, parent: undefined })) : trees;
    let looks = 0;
    return await planImport(await recognise(known), {
      repository,
      existing: models.folders,
      target,
      canLink: !passing && !unpacked,
      inspect: (name, files) => this.#inspect(name, files, join(scratch, `look${looks++}`)),
      signatureOf: (name) => models.signature(name),
    });
  }

  async #inspect(name: string, files: readonly PlannedFile[], scratch: string): Promise<InspectedImport> {
    const folder = await layOut(name, files, scratch);
    const signature = await this.#options.signatureOf(folder);
    if (signature === undefined) return {};
    return { signature, configText: generateConfig(signature, configFolder(folder)) };
  }

  /** Carries a plan out; how it goes is told as activity under the same id. @throws InferdeckError */
  start(id: string, decision: ImportDecision): ActivityEntry {
    const item = this.#found(id);
    if (item.state !== 'planned')
      throw new InferdeckError('already-exists', 'This import has begun already.');
    const { items } = item.plan;
    const chosen = items.map((planned) => ({ planned, choice: chosenOf(planned, decision) }));
    item.choices = chosen.map(({ choice }) => choice).filter(({ action }) => action !== 'skip');
    if (item.choices.length === 0) throw new InferdeckError('invalid-argument', 'Everything is skipped.');
    checkRoom(item, decision);
    item.state = 'running';
    const entry = this.#options.activity.begin({
      id,
      kind: 'import',
      subject: item.choices.map(({ model }) => model).join(', '),
      phase: 'copying',
      progress: { doneBytes: 0, totalBytes: totalBytes(item.choices) },
      canCancel: true,
    });
    const loads = chosen
      .filter(({ planned, choice }) => choice.action !== 'skip' && decision.load && !planned.runsCode)
      .map(({ choice }) => choice.model);
    void this.#run(id, item, decision, loads);
    return entry;
  }

  async #run(id: string, item: Import, decision: ImportDecision, loads: readonly string[]): Promise<void> {
    const { activity, models } = this.#options;
    try {
      await this.#checkSeen(item);
      item.made = await carryOut(item.choices, {
        repository: item.plan.repository,
        id,
        link: decision.link && item.plan.canLink,
        signal: item.abort.signal,
        onCopied: this.#progressOf(id, item),
      });
      await models.refresh();
      await this.#holdCode(item);
      const outcome = await this.#load(id, item, loads);
      activity.end(id, { state: 'done', canUndo: true, outcome });
    } catch (thrown) {
      const { kind, message, nextStep } = failureOf(thrown);
      const state = kind === 'cancelled' ? 'cancelled' : 'failed';
      activity.end(id, { state, outcome: message, ...(nextStep !== undefined && { nextStep }) });
    } finally {
      item.state = 'over';
      await letGo(item).catch(() => {});
    }
  }

  /** What came in through the window does not run before somebody has looked at it. */
  async #holdCode({ choices }: Import): Promise<void> {
    const { models } = this.#options;
    const names = new Set(choices.map(({ model }) => model));
    for (const folder of models.folders) if (names.has(folder.name)) await models.approval.hold(folder);
  }

  /** What has changed since the plan was made is probably still being copied. */
  async #checkSeen({ seen, request, scratch }: Import): Promise<void> {
    if (seen === '') return;
    const { trees } = await readDropped(request.paths, scratch);
    if (seenIn(trees) === seen) return;
    throw new InferdeckError(
      'unavailable',
      'What was dropped has changed since the plan was made; it is probably still being copied.',
      { nextStep: 'Wait until it is complete, and drop it again.' },
    );
  }

  #progressOf(id: string, { choices }: Import): (bytes: number, path: string) => void {
    const total = totalBytes(choices);
    let [doneBytes, toldAt] = [0, 0];
    return (bytes, path) => {
      doneBytes += bytes;
      if (performance.now() - toldAt < TELL_EVERY_MS && doneBytes < total) return;
      toldAt = performance.now();
      this.#options.activity.update(id, {
        phase: `copying ${path}`,
        progress: { doneBytes, totalBytes: total },
      });
    };
  }

  /** @returns how it went, as a sentence; a model that does not load stays in the repository with its reason */
  async #load(id: string, { choices }: Import, loads: readonly string[]): Promise<string> {
    const { models, activity } = this.#options;
    const made = choices.map(({ model, action, versions }) =>
      action === 'create' ? model : `${model} ${versions.map((version) => `v${version}`).join(', ')}`,
    );
    for (const { model } of choices) models.events.emit('change', model);
    const failures: string[] = [];
    const names = models.controlMode === 'explicit' ? [...new Set(loads)] : [];
    for (const name of names) {
      activity.update(id, { phase: `loading ${name}`, canCancel: false });
      await models
        .load(name)
        .catch((error: unknown) => failures.push(`${name} did not load: ${messageOf(error)}`));
    }
    const waiting = models.folders
      .filter((folder) => choices.some(({ model }) => model === folder.name) && models.approval.waits(folder))
      .map(({ name }) => `${name} runs code, and waits for you to look at it and approve it.`);
    return [`Imported ${made.join(', ')}.`, ...waiting, ...failures].join(' ');
  }

  /** Stops an import that runs, or forgets one that was only planned. */
  async cancel(id: string): Promise<void> {
    const item = this.#found(id);
    if (item.state === 'running') return item.abort.abort();
    if (item.state === 'over')
      throw new InferdeckError('unavailable', 'The import is over; it can be undone.');
    this.#imports.delete(id);
    await letGo(item);
  }

  /** Takes what an import made out of service and moves it to the trash. @throws InferdeckError */
  async undo(id: string): Promise<void> {
    const { models, activity, stateFolder } = this.#options;
    const item = this.#found(id);
    if (item.made.length === 0) throw new InferdeckError('unavailable', 'There is nothing to undo.');
    const { made, choices, plan } = item;
    const served = choices.filter(({ model }) => models.served(model)?.wanted === true);
    for (const { model, action } of served) if (action === 'create') await models.unload(model);
    await moveToTrash(made, plan.repository, join(stateFolder, 'trash', id));
    item.made = [];
    await models.refresh();
    for (const { model, action } of served)
      if (action === 'add-version') await models.load(model).catch(() => {});
    for (const { model } of choices) models.events.emit('change', model);
    activity.update(id, { state: 'undone', canUndo: false, outcome: 'Undone; the files are in the trash.' });
  }

  /** Stops what runs and forgets what was planned. */
  async close(): Promise<void> {
    for (const { abort, scratch } of this.#imports.values()) {
      abort.abort();
      await rm(scratch, { recursive: true, force: true }).catch(() => {});
    }
  }

  #found(id: string): Import {
    const item = this.#imports.get(id);
    if (item !== undefined) return item;
    throw new InferdeckError('not-found', 'There is no such import; the server may have been started again.');
  }
}

const TELL_EVERY_MS = 100;

async function letGo({ scratch, request }: Pick<Import, 'scratch' | 'request'>): Promise<void> {
  await rm(scratch, { recursive: true, force: true });
  await request.release?.();
}

function chosenOf(planned: PlannedItem, { actions }: ImportDecision): ImportChoice {
  const action = actions[planned.id];
  const choice = planned.choices.find((candidate) => action === undefined || candidate.action === action);
  if (choice !== undefined) return choice;
  throw new InferdeckError('invalid-argument', `${planned.origin} cannot be brought in that way: ${action}.`);
}

function totalBytes(choices: readonly ImportChoice[]): number {
  return choices.flatMap(({ files }) => files).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

function checkRoom({ plan, choices }: Import, { link }: ImportDecision): void {
  if ((link && plan.canLink) || totalBytes(choices) <= plan.freeBytes) return;
  throw new InferdeckError('unavailable', `The disk of ${plan.repository} is too full for this import.`, {
    nextStep: 'Make room on the disk, or link to the originals.',
  });
}

function seenIn(trees: readonly SourceTree[]): string {
  const files = trees.flatMap((tree) => tree.files);
  return files.map(({ from, sizeBytes, modifiedMs }) => `${from}:${sizeBytes}:${modifiedMs}`).join('\n');
}
