import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { InferdeckError } from '../errors.ts';
import { carryOut } from '../repository/import/carry-out.ts';
import type { PlannedFile } from '../repository/import/plan.ts';
import type { ModelFolder } from '../repository/model-folder.ts';
import type { Proof } from './proof.ts';
import type { Scratch } from './scratch-model.ts';

/** What is kept of how a version was made, as `made.json` beside its model file. */
export interface VersionReport {
  readonly change: string;
  readonly madeFrom: number;
  readonly madeAt: string;
  readonly proof: Proof;
}

const REPORT_FILE = 'made.json';

export interface NewVersion {
  readonly folder: ModelFolder;
  readonly version: number;
  /** Name of the model file in the version's folder. */
  readonly fileName: string;
  /** The model file to take over. */
  readonly path: string;
  readonly scratch: Scratch;
  readonly report: VersionReport;
}

/** The number behind the highest version there is. */
export function nextVersion({ versions }: ModelFolder): number {
  return Math.max(0, ...versions.map(({ version }) => version)) + 1;
}

/**
 * Puts a new version into a model's folder, whole or not at all; what is there stays as it is.
 * @returns the folder of the version
 * @throws InferdeckError when the number is taken or the disk is full
 */
export async function writeVersion(made: NewVersion, signal = new AbortController().signal): Promise<string> {
  const { folder, version, fileName, scratch, report } = made;
  if (folder.versions.some((there) => there.version === version)) {
    throw new InferdeckError('already-exists', `${folder.name} has a version ${version} already.`, {
      nextStep: `Version ${nextVersion(folder)} is free.`,
    });
  }
  const text = `${JSON.stringify(report, null, 2)}\n`;
  const external = [...scratch.external].map(([place, from]) => copied(`${version}/${place}`, from));
  const files: PlannedFile[] = [
    await copied(`${version}/${fileName}`, made.path),
    ...(await Promise.all(external)),
    { kind: 'written', path: `${version}/${REPORT_FILE}`, sizeBytes: Buffer.byteLength(text), text },
  ];
  const [path = ''] = await carryOut(
    [{ action: 'add-version', model: folder.name, versions: [version], files, remarks: [] }],
    { repository: folder.repository, id: randomUUID(), link: false, signal, onCopied: () => {} },
  );
  return path;
}

async function copied(path: string, from: string): Promise<PlannedFile> {
  const { size, mtimeMs } = await stat(from);
  return {
    kind: 'copied',
    path,
    sizeBytes: size,
    source: { path, from, sizeBytes: size, modifiedMs: mtimeMs },
  };
}
