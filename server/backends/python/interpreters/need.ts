import type { PythonFacts } from './probe.ts';

/** A module that a framework cannot do without, and the packages that bring it. */
export interface NeededModule {
  readonly module: string;
  /** Name on the Python Package Index. */
  readonly pip: string;
  /** Name in Debian and Ubuntu, where they have it. */
  readonly debian?: string;
}

/** What a backend needs a Python to have. */
export interface PythonNeed {
  readonly backend: string;
  /** The framework's own name. */
  readonly title: string;
  /** The framework itself first. */
  readonly modules: readonly NeededModule[];
}

export const NUMPY: NeededModule = { module: 'numpy', pip: 'numpy', debian: 'python3-numpy' };

const OLDEST = [3, 9] as const;

/** Whether a Python is new enough. */
export function isNewEnough({ version: [major, minor] }: PythonFacts): boolean {
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

export function missingModules({ modules }: PythonFacts, need: PythonNeed): readonly NeededModule[] {
  return need.modules.filter(({ module }) => typeof modules[module] !== 'string');
}

/** The command that installs what a Python lacks. */
export function installCommand(
  python: PythonFacts,
  missing: readonly NeededModule[],
  platform: NodeJS.Platform,
): string {
  const packages = missing.map(({ pip }) => pip).join(' ');
  const debian = missing.map((module) => module.debian);
  if (!python.externallyManaged) return `${quoted(python.path)} -m pip install ${packages}`;
  if (platform === 'linux' && debian.every((name) => name !== undefined)) {
    return `sudo apt-get install ${debian.join(' ')}`;
  }
  const home = '~/.inferdeck/python';
  return (
    `${quoted(python.path)} -m venv ${home} && ${home}/bin/python -m pip install ${packages}` +
    ` && export INFERDECK_PYTHON=${home}/bin/python`
  );
}

function quoted(path: string): string {
  return path.includes(' ') ? `"${path}"` : path;
}
