/**
 * `npm start`: builds what is stale and opens the desktop app. Where Electron or a display is missing it says so and
 * serves the same app to a browser. Arguments go to the app: `npm start -- --model-repository DIR`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from './lib/build.ts';
import { desktopBinary } from './lib/desktop-binary.ts';
import { openInBrowser } from './lib/open-in-browser.ts';
import { ROOT } from './lib/root.ts';

const args = process.argv.slice(2);
await build();
const desktop = await desktopBinary();
if (desktop.state === 'found') {
  const app = spawn(desktop.path, [ROOT, ...args], { stdio: 'inherit' });
  const [code] = await once(app, 'exit');
  process.exit(typeof code === 'number' ? code : 1);
}
console.log(`${desktop.why} Serving the same app to your browser instead.`);
await serveToBrowser();

async function serveToBrowser(): Promise<void> {
  const repository = args.some((arg) => arg.startsWith('--model-repository'))
    ? []
    : ['--model-repository', join(ROOT, 'models')];
  const modes = ['--model-control-mode=explicit', '--load-model=*', '--next-free-port', '--watch-repository'];
  const entry = join(ROOT, 'dist/server/main.js');
  const server = spawn(process.execPath, [entry, ...repository, ...modes, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));
  server.once('exit', (code) => process.exit(code ?? 1));
  for await (const line of createInterface({ input: server.stdout })) {
    console.log(line);
    const link = /http\S+\/desk\/open\/\S+/.exec(line)?.[0];
    if (link !== undefined) openInBrowser(link);
  }
}
