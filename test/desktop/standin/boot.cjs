// Bundles the stand-in from its sources, so that it is never stale, and starts it.
const { join } = require('node:path');
const Module = require('node:module');
const esbuild = require('esbuild');

/** @param {string} entry @param {'node' | 'browser'} platform */
function bundle(entry, platform) {
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [join(__dirname, 'src', entry)],
    bundle: true,
    write: false,
    platform,
    format: platform === 'node' ? 'cjs' : 'iife',
    target: platform === 'node' ? 'node20' : 'chrome120',
  });
  return outputFiles[0].text;
}

const standin = new Module(join(__dirname, 'standin.cjs'), null);
standin.filename = standin.id;
standin.paths = module.paths;
// oxlint-disable-next-line no-underscore-dangle -- Node's own name
standin._compile(bundle('boot.ts', 'node'), standin.id);
standin.exports.boot({
  args: process.argv.slice(2),
  mainWorld: bundle('page/main-world.ts', 'browser'),
  isolatedWorld: bundle('page/isolated-world.ts', 'browser'),
  utilityShim: join(__dirname, 'utility.cjs'),
});
