/**
 * `npm run package`: installers for this platform, in `release/`. `-- --dry` stops before Electron's program is needed
 * and lists what would be inside.
 */
import { parseArgs } from 'node:util';
import { build as pack } from 'electron-builder';
import { messageOf } from '../server/errors.ts';
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
  await packInstallers();
}

async function packInstallers(): Promise<void> {
  try {
    const config = { extends: 'electron-builder.yml' };
    console.log((await pack({ projectDir: ROOT, publish: 'never', config })).join('\n'));
  } catch (error) {
    console.error(`The installers could not be made: ${messageOf(error)}`);
    console.error('Electron and the packaging tools are fetched from github.com at the first use.');
    console.error('Without them, `npm run package -- --dry` shows what would be inside.');
    process.exitCode = 1;
  }
}
