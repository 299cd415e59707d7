import { delimiter, join } from 'node:path';

/** What of the surroundings says where a Python may be. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A place where a Python may be, and why it is looked at. */
export interface Candidate {
  readonly path: string;
  readonly origin: 'INFERDECK_PYTHON' | 'virtual environment' | 'conda environment' | 'PATH' | 'system';
}

/** Where systems and their package managers put Python; a window opened from the desktop often has a short PATH. */
const USUAL_FOLDERS: Readonly<Record<string, readonly string[]>> = {
  darwin: ['/opt/homebrew/bin', '/usr/local/bin', '/usr/bin'],
  linux: ['/usr/local/bin', '/usr/bin'],
};

/** The places to look for a Python, the most deliberate choice first. */
export function pythonCandidates({ platform, env }: Surroundings): readonly Candidate[] {
  const isWindows = platform === 'win32';
  const inEnvironment = (folder: string) =>
    isWindows ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
  const chosen = env['INFERDECK_PYTHON'];
  const venv = env['VIRTUAL_ENV'];
  const conda = env['CONDA_PREFIX'];
  const found: Candidate[] = [
    ...(chosen ? [{ path: chosen, origin: 'INFERDECK_PYTHON' } as const] : []),
    ...(venv ? [{ path: inEnvironment(venv), origin: 'virtual environment' } as const] : []),
    ...(conda
      ? [
          {
            path: isWindows ? join(conda, 'python.exe') : inEnvironment(conda),
            origin: 'conda environment',
          } as const,
        ]
      : []),
    ...inFolders((env['PATH'] ?? env['Path'] ?? '').split(delimiter), isWindows, 'PATH'),
    ...inFolders(USUAL_FOLDERS[platform] ?? [], isWindows, 'system'),
  ];
  return found.filter(({ path }, index) => found.findIndex((other) => other.path === path) === index);
}

function inFolders(folders: readonly string[], isWindows: boolean, origin: 'PATH' | 'system'): Candidate[] {
  const names = isWindows ? ['python.exe'] : ['python3', 'python'];
  return folders
    .filter((folder) => folder !== '')
    .flatMap((folder) => names.map((name) => ({ path: join(folder, name), origin })));
}
