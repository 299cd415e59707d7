/** `npm run serve -- --model-repository DIR …`: builds what is stale and runs the server with these arguments. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './lib/build.ts';
import { ROOT } from './lib/root.ts';

await build();
const server = spawn(process.execPath, [join(ROOT, 'dist/server/main.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
// The server ends by itself on these signals; this process waits for it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));
server.once('exit', (code) => process.exit(code ?? 1));
