/**
 * `npm run fuzz -- TARGET [--runs N] [--seed S]`: gives a part of Inferdeck inputs that nobody would write. The first one
 * that it does not withstand is printed with the seed that makes it again.
 */
import { parseArgs } from 'node:util';
import { fuzzTheConfig, fuzzTheProtocols } from './lib/fuzz-runs.ts';

const TARGETS: Readonly<Record<string, typeof fuzzTheConfig>> = {
  config: fuzzTheConfig,
  protocol: fuzzTheProtocols,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const name = positionals[0] ?? '';
const target = TARGETS[name];
const runs = Number(values.runs);
const seed = Number(values.seed);

if (target === undefined || !Number.isSafeInteger(runs) || !Number.isSafeInteger(seed)) {
  console.error(`usage: npm run fuzz -- ${Object.keys(TARGETS).join('|')} [--runs N] [--seed S]`);
  process.exit(2);
}

console.log(`${name}: ${runs} runs from seed ${seed}`);
const began = performance.now();
const { note, failure } = await target(seed, runs, (run) => {
  if ((run + 1) % Math.max(1000, runs / 20) === 0) console.log(`  ${run + 1}`);
});
if (failure !== undefined) {
  console.error(`failed; again with --runs 1 --seed ${failure.seed}\n`);
  console.error(failure.input, '\n');
  console.error(failure.error);
  process.exit(1);
}
console.log(`withstood ${runs} runs in ${((performance.now() - began) / 1000).toFixed(1)} s; ${note}`);
