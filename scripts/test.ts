/**
 * `npm test`: installs what the tests need, then runs all of them. Arguments go to Vitest: `npm test -- test/e2e`.
 * The last line counts: `N passed, N failed, N skipped`.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installPrerequisites } from './lib/prerequisites.ts';
import { ROOT } from './lib/root.ts';
import { run } from './lib/run.ts';

interface Results {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

const folder = join(ROOT, '.cache');
const resultFile = join(folder, 'test-results.json');
mkdirSync(folder, { recursive: true });
rmSync(resultFile, { force: true });
installPrerequisites();
const code = await run('npx', [
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${resultFile}`,
  ...process.argv.slice(2),
]);

const results: Results = JSON.parse(readFileSync(resultFile, 'utf8'));
// A file that cannot even be loaded has no test that could fail in its stead.
const brokenFiles = results.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
).length;
const failed = results.numFailedTests + brokenFiles;
const skipped = results.numPendingTests + results.numTodoTests;
console.log(`${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = code === 0 && failed === 0 ? 0 : 1;
