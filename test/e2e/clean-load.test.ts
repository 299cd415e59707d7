import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../scripts/lib/root.ts';
import { chromiumForFile, openWindow } from '../support/browser.ts';
import { startWindowServer } from '../support/server.ts';
import { SAMPLES } from '../support/temp.ts';

const browser = chromiumForFile();

describe('the built page', () => {
  const folder = join(ROOT, 'dist/renderer');

  test('is at most 400 KB of script and style before the first paint', () => {
    const html = readFileSync(join(folder, 'index.html'), 'utf8');
    const files = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, file = '']) => file);
    expect(files.length).toBeGreaterThanOrEqual(2);
    const bytes = files.map((file) => gzipSync(readFileSync(join(folder, file))).byteLength);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(400_000);
  });

  test('is made for use, not for development, whoever builds it', () => {
    const scripts = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(1);
    const texts = scripts.map((name) => [name, readFileSync(join(folder, 'assets', name), 'utf8')] as const);
    expect(texts.filter(([, text]) => text.includes('jsxDEV')).map(([name]) => name)).toEqual([]);
  });

  test('has no script inside the page, as its policy demands', () => {
    const html = readFileSync(join(folder, 'index.html'), 'utf8');
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
  });

  test('has a theme switch that outlives a reload', async () => {
    const server = await startWindowServer(SAMPLES);
    const { page } = await openWindow(browser(), server, { colorScheme: 'light' });
    await page.getByRole('button', { name: 'Theme' }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await page.reload();
    await page.getByText('models ready').waitFor();
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
  });
});
