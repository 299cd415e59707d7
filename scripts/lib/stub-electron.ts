import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What precedes the fuses in Electron's program: https://github.com/electron/fuses */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** The fuses in the order of their bytes, as Electron ships them. */
const FUSES = [
  ['RunAsNode', '1'],
  ['EnableCookieEncryption', '0'],
  ['EnableNodeOptionsEnvironmentVariable', '1'],
  ['EnableNodeCliInspectArguments', '1'],
  ['EnableEmbeddedAsarIntegrityValidation', '0'],
  ['OnlyLoadAppFromAsar', '0'],
  ['LoadBrowserProcessSpecificV8Snapshot', '0'],
  ['GrantFileProtocolExtraPrivileges', '1'],
] as const;

export type FuseName = (typeof FUSES)[number][0];

/** A folder that the packager takes for Electron's: a program that is nothing but its fuses. */
export async function writeStubElectron(folder: string): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true });
  const states = FUSES.map(([, state]) => state).join('');
  const program = Buffer.from(
    `stub${FUSE_SENTINEL}\u0001${String.fromCharCode(FUSES.length)}${states}`,
    'latin1',
  );
  await writeFile(join(folder, 'electron'), program);
  await chmod(join(folder, 'electron'), 0o755);
}

/** Which fuses of a packed program are on. */
export function readFuses(program: Buffer): Readonly<Record<FuseName, boolean>> {
  const at = program.indexOf(FUSE_SENTINEL);
  if (at === -1) throw new Error('The program has no fuses.');
  const states = program.subarray(at + FUSE_SENTINEL.length + 2).toString('latin1');
  const isOn = (name: FuseName) => states[FUSES.findIndex(([fuse]) => fuse === name)] === '1';
  return {
    RunAsNode: isOn('RunAsNode'),
    EnableCookieEncryption: isOn('EnableCookieEncryption'),
    EnableNodeOptionsEnvironmentVariable: isOn('EnableNodeOptionsEnvironmentVariable'),
    EnableNodeCliInspectArguments: isOn('EnableNodeCliInspectArguments'),
    EnableEmbeddedAsarIntegrityValidation: isOn('EnableEmbeddedAsarIntegrityValidation'),
    OnlyLoadAppFromAsar: isOn('OnlyLoadAppFromAsar'),
    LoadBrowserProcessSpecificV8Snapshot: isOn('LoadBrowserProcessSpecificV8Snapshot'),
    GrantFileProtocolExtraPrivileges: isOn('GrantFileProtocolExtraPrivileges'),
  };
}
