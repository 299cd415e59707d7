import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ROOT } from '../../scripts/lib/root.ts';
import { CHROMIUM } from '../support/browser.ts';
import { SAMPLES, tempFolder } from '../support/temp.ts';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `npm run compare` with a plan in a folder of its own. */
async function compare(
  plan: unknown,
  ...flags: readonly string[]
): Promise<Ended & { readonly folder: string }> {
  const folder = await tempFolder();
  const file = join(folder, 'plan.inferdeck');
  await writeFile(file, typeof plan === 'string' ? plan : JSON.stringify(plan));
  const args = [
    '--import',
    'tsx',
    join(ROOT, 'scripts/compare.ts'),
    file,
    '--out',
    join(folder, 'out'),
    ...flags,
  ];
  return await new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: ROOT }, (error, out, err) => {
      const code = error === null ? 0 : Number(error.code);
      resolve({ code, out, err, folder });
    });
  });
}

const side = (version: number) => ({ kind: 'version', model: 'mnist', version });
const ON_DIGITS = { set: { kind: 'files', path: join(ROOT, 'samples/digits') }, seed: 3 };
/** So wide a margin that a busy machine cannot cross it. */
const ANY_LATENCY = { margins: { accuracyPoints: 0.5, relativeLatency: 1000 } };

/** A thousand requests and their intervals take a busy machine a while. */
const LONG = 180_000;

describe('npm run compare', () => {
  test('ends well when B is better, and writes a report that a browser opens without a network', {
    timeout: LONG,
  }, async () => {
    const plan = { a: side(1), b: side(2), ...ON_DIGITS, ...ANY_LATENCY, repository: SAMPLES };
    const { code, out, folder } = await compare(plan);
    expect(out).toMatch(/^v2 is more accurate by 8\.2 points/m);
    expect(code).toBe(0);
    const report: { accuracy: { numbers: { counts: object } } } = JSON.parse(
      await readFile(join(folder, 'out/report.json'), 'utf8'),
    );
    expect(report.accuracy.numbers.counts).toEqual({
      'both-right': 458,
      fixed: 41,
      broken: 0,
      'both-wrong': 1,
    });
    expect((await readFile(join(folder, 'out/samples.csv'), 'utf8')).trimEnd().split('\n')).toHaveLength(501);

    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    onTestFinished(() => browser.close());
    const page = await browser.newPage({ offline: true });
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('requestfailed', (request) => problems.push(request.url()));
    await page.goto(`file://${join(folder, 'out/report.html')}`);
    await page.getByRole('heading', { name: /v2 is more accurate/ }).waitFor();
    expect(await page.getByRole('img', { name: /Share of requests answered/ }).count()).toBe(1);
    expect(problems).toEqual([]);
  });

  test('ends with 1 on a regression, and names it', { timeout: LONG }, async () => {
    const plan = { a: side(2), b: side(1), ...ON_DIGITS, ...ANY_LATENCY };
    const { code, out } = await compare(plan, '--model-repository', SAMPLES);
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/A regression: v1 is worse than v2 in accuracy\./),
    ]);
  });

  test('ends with 2 where it cannot be made, and says so', async () => {
    const { code, err } = await compare('{');
    expect([code, err]).toEqual([2, expect.stringMatching(/is no JSON object/)]);
  });
});
