import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { build as viteBuild } from 'vite';
import { fingerprint } from './fingerprint.ts';
import { ROOT } from './root.ts';

interface Part {
  readonly name: 'server' | 'electron' | 'renderer';
  /** Files and folders whose content decides whether the part is stale. */
  readonly sources: readonly string[];
  readonly make: () => Promise<void>;
}

/** Native or binary packages that stay outside the bundles and are resolved at run time. */
const EXTERNAL = ['electron', 'koffi', 'onnxruntime-node'];

/** Some bundled packages are CommonJS and call `require` for Node built-ins; ESM has none by itself. */
const REQUIRE_IN_ESM =
  "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url);";

const COMMON = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  external: EXTERNAL,
  logLevel: 'warning',
  absWorkingDir: ROOT,
} as const satisfies esbuild.BuildOptions;

async function makeServer(): Promise<void> {
  await esbuild.build({
    ...COMMON,
    format: 'esm',
    banner: { js: REQUIRE_IN_ESM },
    outdir: 'dist/server',
    entryPoints: {
      main: 'server/main.ts',
      'node-worker': 'server/backends/node/worker.ts',
      'onnx-worker': 'server/backends/onnxruntime/worker.ts',
      'load-worker': 'server/tuner/load-worker.ts',
    },
  });
  cpSync(join(ROOT, 'server/backends/python/runtime'), join(ROOT, 'dist/server/python'), {
    recursive: true,
    filter: (path) => !path.includes('__pycache__'),
  });
  // In an installed app it lies apart from the project's package.json, and must be taken for modules all the same.
  await writeFile(join(ROOT, 'dist/server/package.json'), '{ "type": "module" }\n');
}

async function makeElectron(): Promise<void> {
  await esbuild.build({
    ...COMMON,
    format: 'esm',
    banner: { js: REQUIRE_IN_ESM },
    outfile: 'dist/electron/main.js',
    entryPoints: ['electron/main.ts'],
  });
  // A sandboxed preload cannot be an ES module.
  await esbuild.build({
    ...COMMON,
    format: 'cjs',
    outfile: 'dist/electron/preload.cjs',
    entryPoints: ['electron/preload.ts'],
  });
  if (existsSync(join(ROOT, 'electron/pages'))) {
    cpSync(join(ROOT, 'electron/pages'), join(ROOT, 'dist/electron/pages'), { recursive: true });
  }
}

/** React picks its slow development code by NODE_ENV, which a test runner sets to `test`. */
async function makeRenderer(): Promise<void> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await viteBuild({ configFile: join(ROOT, 'renderer/vite.config.ts'), logLevel: 'warn' });
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}

const SOURCES_OF_ALL = ['package-lock.json', 'scripts/lib/build.ts'];

const PARTS: readonly Part[] = [
  { name: 'server', sources: ['server'], make: makeServer },
  {
    name: 'electron',
    sources: ['electron', 'server/announce', 'server/errors.ts'],
    make: makeElectron,
  },
  {
    name: 'renderer',
    sources: ['renderer', 'server', 'electron/contract.ts'],
    make: makeRenderer,
  },
];

/** Builds the parts whose sources changed since their last build, and says which. */
export async function build(
  options: { readonly force?: boolean; readonly quiet?: boolean } = {},
): Promise<void> {
  const say = options.quiet === true ? () => {} : (line: string) => console.error(line);
  for (const part of PARTS) {
    const entry = join(ROOT, part.name, part.name === 'renderer' ? 'index.html' : 'main.ts');
    if (existsSync(entry)) await buildPart(part, options.force === true, say);
  }
}

async function buildPart(part: Part, force: boolean, say: (line: string) => void): Promise<void> {
  const stamp = join(ROOT, 'dist', `.${part.name}.fingerprint`);
  const current = await fingerprint([...part.sources, ...SOURCES_OF_ALL]);
  const previous = await readFile(stamp, 'utf8').catch(() => '');
  if (!force && previous === current) return;
  const started = performance.now();
  rmSync(stamp, { force: true });
  rmSync(join(ROOT, 'dist', part.name), { recursive: true, force: true });
  mkdirSync(join(ROOT, 'dist', part.name), { recursive: true });
  await part.make();
  await writeFile(stamp, current);
  say(`Built the ${part.name} in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
}
