import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

/** The modules that frameworks are known by. */
export const FRAMEWORK_MODULES = ['numpy', 'torch', 'tensorflow', 'tensorrt', 'cuda'] as const;

/** What a Python says about itself. */
const facts = z.object({
  /** The program itself, with links followed. */
  path: z.string(),
  /** Folder of the installation or environment. */
  home: z.string(),
  version: z.tuple([z.number(), z.number(), z.number()]),
  /** Version of each module, empty where it has none, null where it is missing. */
  modules: z.record(z.string(), z.string().nullable()),
  /** The system's own package manager wants to install its packages, so pip refuses. */
  externallyManaged: z.boolean(),
});
export type PythonFacts = z.infer<typeof facts>;

const PROBE_TIMEOUT_MS = 20_000;
/** Finds modules without importing them, which takes seconds for some. */
const SCRIPT = `
import sys
# The folder that the server was started in is no place for modules.
sys.path.pop(0)
import importlib.util, json, os, sysconfig
def version_of(module):
    if importlib.util.find_spec(module) is None: return None
    try:
        from importlib.metadata import packages_distributions, version
        return version(packages_distributions()[module][0])
    except Exception: return ''
print(json.dumps({
    'path': sys.executable,
    'home': sys.prefix,
    'version': list(sys.version_info[:3]),
    'modules': {module: version_of(module) for module in sys.argv[1:]},
    'externallyManaged': sys.prefix == sys.base_prefix
        and os.path.exists(os.path.join(sysconfig.get_path('stdlib'), 'EXTERNALLY-MANAGED')),
}))`;

/** Asks a Python what it is and what it has; undefined when there is none, or it does not work. */
export async function probePython(path: string): Promise<PythonFacts | undefined> {
  try {
    const { stdout } = await promisify(execFile)(path, ['-c', SCRIPT, ...FRAMEWORK_MODULES], {
      timeout: PROBE_TIMEOUT_MS,
      windowsHide: true,
    });
    return facts.parse(JSON.parse(stdout));
  } catch {
    return undefined;
  }
}
