import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { OnnxCase } from './onnx-cases.ts';
import type { RawOutcome } from './raw-runner.ts';

const RUNNER = fileURLToPath(new URL('raw-runner.ts', import.meta.url));

/** Runs models in ONNX Runtime alone. A model that ends the process is counted as crashed, and the next has a new one. */
export async function runRaw(
  models: readonly OnnxCase[],
): Promise<(RawOutcome | { readonly state: 'crashed' })[]> {
  const outcomes: (RawOutcome | { readonly state: 'crashed' })[] = [];
  while (outcomes.length < models.length) {
    outcomes.push(...(await runUntilCrash(models.slice(outcomes.length))));
    if (outcomes.length < models.length) outcomes.push({ state: 'crashed' });
  }
  return outcomes;
}

function runUntilCrash(models: readonly OnnxCase[]): Promise<RawOutcome[]> {
  return new Promise((resolve, reject) => {
    const outcomes: RawOutcome[] = [];
    // What a crash writes on stderr is no news.
    const runner = fork(RUNNER, {
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    runner.on('message', (outcome: RawOutcome) => outcomes.push(outcome));
    runner.once('error', reject);
    runner.once('close', () => resolve(outcomes));
    runner.send(models);
  });
}
