import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { accessibilityProblems } from '../support/accessibility.ts';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { startWindowServer } from '../support/server.ts';
import { repositoryOf } from '../support/repository.ts';
import { addingModel, numberIn, swapUnderLoad, ZEROS } from '../support/swapping.ts';
import { copyOfSamples, tempFolder } from '../support/temp.ts';
import { treeHash } from '../support/tree-hash.ts';
import { row, rowLink } from '../support/window-parts.ts';

const browser = chromiumForFile();

async function open(...samples: readonly string[]) {
  const repository = await copyOfSamples(...samples);
  const server = await startWindowServer(repository, { stateFolder: await tempFolder() });
  const { page } = await openWindow(browser(), server);
  return { repository, server, page, before: await treeHash(repository) };
}

describe('the version switchboard', () => {
  test('switches a version off and back, without touching the file until that is asked for', async () => {
    const { repository, server, page, before } = await open('mnist');
    await rowLink(page, 'mnist').click();
    await page.getByRole('switch', { name: 'Serve version 2' }).click({ force: true });
    await page.getByText('requests go to the highest served, v1.').waitFor();
    expect(server.models.find('mnist').version).toBe(1);
    expect(await treeHash(repository)).toBe(before);

    await page.getByRole('button', { name: 'Back to v1, v2' }).click();
    await page.getByText('requests go to the highest served, v2.').waitFor();
    await page.getByRole('button', { name: 'Back to v1', exact: true }).click();
    await page.getByText('requests go to the highest served, v1.').waitFor();
    await page.getByRole('button', { name: 'Keep in the file' }).click();
    await expect
      .poll(() => readFile(join(repository, 'mnist/config.pbtxt'), 'utf8'))
      .toMatch(/version_policy.*specific.*versions: \[ ?1 ?\]/s);
  });

  test('switched while callers never pause, loses no answer, and each is of one version', async () => {
    const repository = await repositoryOf({
      'm/config.pbtxt': 'version_policy { all { } }',
      'm/1/model.onnx': addingModel(1),
      'm/2/model.onnx': addingModel(2),
    });
    const server = await startWindowServer(repository, { stateFolder: await tempFolder() });
    const { page } = await openWindow(browser(), server, { path: '/models/m' });
    const toggle = page.getByRole('switch', { name: 'Serve version 2' });
    await toggle.waitFor({ state: 'attached' });
    const ask = async () => {
      const { number, version } = numberIn(await (await server.post('/v2/models/m/infer', ZEROS)).text());
      if (version !== String(number)) throw new Error(`Version ${version} answered as ${number}.`);
      return number;
    };
    const { answers, failures } = await swapUnderLoad({
      clients: 4,
      swaps: 6,
      ask,
      swap: async (index) => {
        await toggle.click({ force: true });
        const served = index % 2 === 0 ? 1 : 2;
        await page.getByText(`requests go to the highest served, v${served}.`).waitFor();
      },
    });
    expect(failures).toEqual([]);
    expect(new Set(answers.keys())).toEqual(new Set([1, 2]));
  });

  test('everything that was done is listed as activity', async () => {
    const { page } = await open('add_sub');
    await row(page, 'add_sub').getByText('Ready').waitFor();
    await page.getByRole('button', { name: 'Activity' }).click();
    await page.getByRole('list', { name: 'Activity' }).getByText('Load add_sub · done').waitFor();
  });
});

describe('an alias of a version', () => {
  test('is pointed somewhere in the window, answers in addresses, and is taken back with one click', async () => {
    const { server, page } = await open('mnist');
    const metadata = async (alias: string) => {
      const response = await server.call(`/v2/models/mnist/versions/${alias}`);
      return response.ok ? await response.json() : response.status;
    };
    await rowLink(page, 'mnist').click();
    const point = async (version: number) => {
      await page.getByRole('button', { name: `Names of version ${version}` }).click();
      await page.getByRole('menuitem', { name: `Point prod to v${version}` }).click();
    };
    await point(1);
    await page.getByText('prod was moved').waitFor();
    expect(await metadata('prod')).toMatchObject({ versions: ['1'] });
    await point(2);
    await page.getByRole('button', { name: 'Back to v1', exact: true }).waitFor();
    expect(await metadata('prod')).toMatchObject({ versions: ['2'] });
    await page.getByRole('button', { name: 'Back to v1', exact: true }).click();
    await expect.poll(() => metadata('prod')).toMatchObject({ versions: ['1'] });
    expect(await metadata('canary')).toBe(404);
  });
});

describe('the memory of a model', () => {
  test('is said, and what may stay there is wished for in the window', async () => {
    const { server, page } = await open('mnist');
    await rowLink(page, 'mnist').click();
    const card = page.getByRole('region', { name: 'Memory' });
    await card.getByText(/^(?:about )?\d.* (?:measured at load|estimated)$/).waitFor();
    await card.getByRole('switch', { name: 'Keep in memory' }).click({ force: true });
    await card.getByLabel('Unload when idle').selectOption({ label: 'After 15 minutes without a request' });
    await card.getByLabel('Budget of all models, MB').fill('500');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => server.models.settingOf('mnist'))
      .toMatchObject({ pinned: true, idleMinutes: 15, onRequest: false });
    await expect.poll(() => server.models.settings.budgetBytes).toBe(500e6);
    await page.reload();
    await expect.poll(() => card.getByRole('switch', { name: 'Keep in memory' }).isChecked()).toBe(true);
    expect(await card.getByLabel('Budget of all models, MB').inputValue()).toBe('500');
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});

describe('what is on disk and what is in memory', () => {
  test('is marked where they differ, each with the button that makes them agree', async () => {
    const { repository, server, page } = await open('mnist', 'add_sub');
    const notice = page.getByRole('status').filter({ has: page.getByRole('button') });
    const version = (number: number) => page.getByRole('row', { name: new RegExp(`\\bv${number}\\b`) });
    await rowLink(page, 'mnist').click();
    await version(2).waitFor();

    await cp(join(repository, 'mnist/2'), join(repository, 'mnist/3'), { recursive: true });
    await page.reload();
    await version(3).getByText('only on disk').waitFor();
    await notice.getByRole('button', { name: 'Load again' }).click();
    await version(3).getByText('Ready').waitFor();

    await rm(join(repository, 'mnist/1'), { recursive: true });
    await page.reload();
    await version(1).getByText('only in memory').waitFor();
    await notice.getByText('v1 is gone from the disk and still answers requests.').waitFor();
    await notice.getByRole('button', { name: 'Load again' }).click();
    await version(1).getByText('only in memory').waitFor({ state: 'detached' });
    expect(server.models.served('mnist')?.ready.map((loaded) => loaded.version)).toEqual([2, 3]);

    await rm(join(repository, 'add_sub'), { recursive: true });
    await page.reload();
    await row(page, 'add_sub').getByText('only in memory').waitFor();
    await rowLink(page, 'add_sub').click();
    await notice.getByText('The folder of this model is gone').waitFor();
    await notice.getByRole('button', { name: 'Unload' }).click();
    await row(page, 'add_sub').waitFor({ state: 'detached' });
  });
});
