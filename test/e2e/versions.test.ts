import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { startWindowServer } from '../support/server.ts';
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

  test('everything that was done is listed as activity', async () => {
    const { page } = await open('add_sub');
    await row(page, 'add_sub').getByText('Ready').waitFor();
    await page.getByRole('button', { name: 'Activity' }).click();
    await page.getByRole('list', { name: 'Activity' }).getByText('Load add_sub · done').waitFor();
  });
});
