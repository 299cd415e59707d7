import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { ECHO, vectorModel } from '../support/python-models.ts';
import { repositoryOf } from '../support/repository.ts';
import { startWindowServer } from '../support/server.ts';
import { copyOfSamples, tempFolder } from '../support/temp.ts';
import { drop, row } from '../support/window-parts.ts';

const browser = chromiumForFile();

describe('a model with code that came in through the window', () => {
  test('says so in the list, shows its code, and loads once it is approved', async () => {
    const server = await startWindowServer(await copyOfSamples('mnist'), { stateFolder: await tempFolder() });
    const { page, problems } = await openWindow(browser(), server);
    await row(page, 'mnist').waitFor();
    const dropped = await repositoryOf(vectorModel('sentiment', `import socket\n${ECHO}`));
    await drop(page, [join(dropped, 'sentiment')]);
    await page.getByRole('button', { name: 'Import 1 item' }).click();

    await row(page, 'sentiment').getByText('Needs approval').waitFor();
    await page.getByRole('heading', { name: 'Needs attention 1' }).waitFor();
    await row(page, 'sentiment').getByRole('link', { name: 'Review the code of sentiment' }).click();
    const panel = page.getByRole('region', { name: 'Approval' });
    await panel.getByText('This model runs Python code from its folder').waitFor();
    await page.getByText('socket, line 1').waitFor();
    const code = page.getByRole('textbox', { name: 'Code of 1/model.py' });
    await code.waitFor();
    await page.locator('.view-line').filter({ hasText: 'import socket' }).waitFor();
    await code.focus();
    await page.keyboard.type('changed');
    expect(await page.locator('.view-lines').innerText()).not.toContain('changed');
    expect(server.models.served('sentiment')?.ready ?? []).toEqual([]);

    await panel.getByRole('button', { name: 'Approve this code and load' }).click();
    await panel.waitFor({ state: 'detached' });
    await row(page, 'sentiment').getByText('Ready').waitFor();
    expect(server.models.find('sentiment').version).toBe(1);
    expect(problems).toEqual([]);
  });
});
