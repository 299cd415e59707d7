/** `npm run check`: format, lint, types, arrows and dead code; the first failure ends it. */
import { CHECKS } from './lib/checks.ts';
import { run } from './lib/run.ts';

for (const { name, command } of CHECKS) {
  console.error(`\n${name}: ${command.join(' ')}`);
  const [program, ...args] = command;
  const code = await run(program, args);
  if (code !== 0) process.exit(code);
}
