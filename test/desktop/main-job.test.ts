import { join } from 'node:path';
import { describe, test } from 'vitest';
import { ROOT } from '../../scripts/lib/root.ts';
import { resultCard, row, rowLink } from '../support/window-parts.ts';
import { DRIVER, launchDesktop, listReady } from './launch.ts';

const HARD_FIVE = join(ROOT, 'samples/digits/5/11.png');

describe(`from a model folder to a prediction, on ${DRIVER}`, () => {
  test('the samples are listed, a picture is read, version 1 errs, unloading and loading works', async () => {
    const { page } = await launchDesktop();
    await listReady(page, 'add_sub', 'mnist', 'mnist_embedding', 'mnist_fixed_batch');

    await rowLink(page, 'mnist').click();
    await page.getByRole('button', { name: /^Test/ }).click();
    await page.getByLabel('Picture file').setInputFiles(HARD_FIVE);
    await page.getByRole('button', { name: /^Run/ }).click();
    await resultCard(page).getByText('It says 5').waitFor();

    await page.getByText('v1', { exact: true }).click();
    await page.getByRole('button', { name: /^Run/ }).click();
    await resultCard(page).getByText('It says 6').waitFor();

    await row(page, 'mnist').getByRole('button', { name: 'Unload mnist' }).click();
    await row(page, 'mnist').getByText('Not loaded').waitFor();
    await row(page, 'mnist').getByRole('button', { name: 'Load mnist' }).click();
    await listReady(page, 'mnist');
  });
});
