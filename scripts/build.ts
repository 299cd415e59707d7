/** `npm run build`: bundles the server, the shell and the window into `dist/`, each only when its sources changed. */
import { build } from './lib/build.ts';

await build({ force: process.argv.includes('--force') });
