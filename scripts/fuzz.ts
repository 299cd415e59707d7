/**
 * `npm run fuzz -- TARGET [--runs N] [--seed S]`: gives a part of Inferdeck inputs that nobody would write. The first one
 * that it does not withstand is printed with the seed that makes it again.
 */
import { parseArgs } from 'node:util';
import { CONFIG_TARGET } from '../test/fuzz/config-target.ts';
import { fuzz } from '../test/fuzz/fuzz.ts';
import type { FuzzTarget } from '../test/fuzz/target.ts';

const TARGETS: readonly FuzzTarget[] = [CONFIG_TARGET];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const target = TARGETS.find(({ name }) => name === positionals[0]);
const runs = Number(values.runs);
const seed = Number(values.seed);

if (target === undefined || !Number.isSafeInteger(runs) || !Number.isSafeInteger(seed)) {
  console.error('usage: npm run fuzz -- TARGET [--runs N] [--seed S]\n');
  for (const { name, description } of TARGETS) console.error(`  ${name}  ${description}`);
  process.exit(2);
}

console.log(`${target.name}: ${runs} runs from seed ${seed}`);
const began = performance.now();
const result = fuzz(target, seed, runs, (run) => {
  if ((run + 1) % 50_000 === 0) console.log(`  ${run + 1}`);
});
const seconds = ((performance.now() - began) / 1000).toFixed(1);
if (result.failure !== undefined) {
  const { failure } = result;
  const input =
    typeof failure.input === 'string'
      ? failure.input
      : `base64 ${Buffer.from(failure.input).toString('base64')}`;
  console.error(`failed after ${result.runs} runs; again with --runs 1 --seed ${failure.seed}\n`);
  console.error(JSON.stringify(input), '\n');
  console.error(failure.error);
  process.exit(1);
}
console.log(
  `withstood ${result.runs} runs in ${seconds} s; the hardest took ${result.slowestMs.toFixed(1)} ms of the processor`,
);
