/**
 * `npm run package`: installers for this platform, in `release/`. `-- --dry` stops before Electron's program is needed
 * and lists what would be inside.
 */
import { parseArgs } from 'node:util';
import { build as pack } from 'electron-builder';
import { build } from './lib/build.ts';
import { packDry } from './lib/pack-dry.ts';
import { packageTable } from './lib/package-table.ts';
import { ROOT } from './lib/root.ts';

const { values } = parseArgs({ options: { dry: { type: 'boolean', default: false } } });
await build();
if (values.dry) {
  const dry = await packDry();
  console.log(packageTable(dry));
  await dry.remove();
} else {
  const made = await pack({
    projectDir: ROOT,
    publish: 'never',
    config: { extends: 'electron-builder.yml' },
  });
  console.log(made.join('\n'));
}
