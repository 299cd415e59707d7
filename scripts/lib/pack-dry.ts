import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { type PackedFile, packedFiles } from './packed-files.ts';
import { ROOT } from './root.ts';
import { type FuseName, readFuses, writeStubElectron } from './stub-electron.ts';

export interface DryPackage {
  /** The folder that an installer would install. */
  readonly folder: string;
  readonly resources: string;
  readonly files: readonly PackedFile[];
  readonly fuses: Readonly<Record<FuseName, boolean>>;
  readonly remove: () => Promise<void>;
}

/**
 * Packs the built app for Linux as far as it goes without Electron: everything but Electron's own files is there, and
 * the fuses are set in a stub of its program.
 */
export async function packDry(): Promise<DryPackage> {
  const temp = await mkdtemp(join(tmpdir(), 'inferdeck-package-'));
  const electronDist = join(temp, 'electron');
  await writeStubElectron(electronDist);
  await build({
    projectDir: ROOT,
    targets: Platform.LINUX.createTarget('dir', process.arch === 'arm64' ? Arch.arm64 : Arch.x64),
    publish: 'never',
    config: { extends: 'electron-builder.yml', electronDist, directories: { output: join(temp, 'out') } },
  });
  const folder = join(temp, 'out', process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked');
  const resources = join(folder, 'resources');
  return {
    folder,
    resources,
    files: await packedFiles(resources),
    fuses: readFuses(await readFile(join(folder, 'inferdeck'))),
    remove: () => rm(temp, { recursive: true, force: true }),
  };
}
