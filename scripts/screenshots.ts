/**
 * `npm run screenshots`: the window over the sample repository, in light and dark, as `docs/screenshots/*.png`.
 * A model with a typo in its configuration stands beside the samples, so that a failure can be seen too.
 */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { announcedServer } from './lib/announced-server.ts';
import { build } from './lib/build.ts';
import { ROOT } from './lib/root.ts';

interface Picture {
  readonly name: string;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** Brings the page to what the picture shows. */
  readonly prepare: (page: Page) => Promise<void>;
}

const PICTURES: readonly Picture[] = [
  { name: 'start', path: '/', width: 1440, height: 900, prepare: seen('models ready') },
  { name: 'overview', path: '/models/mnist', width: 1440, height: 900, prepare: seen('Signature') },
  { name: 'test', path: '/models/mnist?tab=test', width: 1440, height: 900, prepare: testBothVersions },
  { name: 'failure', path: '/models/detector', width: 1440, height: 900, prepare: seen('Copy details') },
  { name: 'narrow', path: '/models/mnist?tab=test', width: 900, height: 760, prepare: testBothVersions },
];

const BROKEN_CONFIG = `name: "detector"
backend: "onnxruntime"
input [
  { name: "image", data_type: TYPE_FP32, dims: [ 3, 320, 320 ] }
]
max_batch_siz: 16
output [
  { name: "boxes", data_type: TYPE_FP32, dims: [ 100, 4 ] }
]
`;

const folder = await mkdtemp(join(tmpdir(), 'inferdeck-'));
try {
  await build();
  const repository = join(folder, 'inferdeck/models');
  await cp(join(ROOT, 'models'), repository, { recursive: true });
  await mkdir(join(repository, 'detector/1'), { recursive: true });
  await writeFile(join(repository, 'detector/config.pbtxt'), BROKEN_CONFIG);
  await cp(join(ROOT, 'models/add_sub/1/model.onnx'), join(repository, 'detector/1/model.onnx'));
  await mkdir(join(ROOT, 'docs/screenshots'), { recursive: true });
  await takeAll(repository);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function takeAll(repository: string): Promise<void> {
  const server = await announcedServer([
    `--model-repository=${repository}`,
    `--state-directory=${join(folder, 'state')}`,
    '--http-port=8000',
    '--next-free-port',
  ]);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    const { cookies } = await openSession(browser, server.link);
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const picture of PICTURES) {
        const { width, height } = picture;
        const context = await browser.newContext({
          colorScheme,
          viewport: { width, height },
          deviceScaleFactor: 1.5,
          reducedMotion: 'reduce',
          storageState: { cookies, origins: [] },
        });
        const page = await context.newPage();
        await page.goto(`${server.url}#${picture.path}`);
        await everyModelSettled(page);
        await picture.prepare(page);
        const file = join(ROOT, 'docs/screenshots', `${picture.name}-${colorScheme}.png`);
        // A window has few colours; a palette makes the file a third of its size.
        await sharp(await page.screenshot())
          .png({ palette: true, effort: 10 })
          .toFile(file);
        console.log(file);
        await context.close();
      }
    }
  } finally {
    await browser.close();
    await server.end('SIGTERM');
  }
}

async function openSession(browser: Browser, link: string) {
  const context = await browser.newContext();
  await context.request.get(link);
  const state = await context.storageState();
  await context.close();
  return state;
}

async function everyModelSettled(page: Page): Promise<void> {
  await page.getByText('Nothing is loading').waitFor();
  await page.evaluate(() => document.fonts.ready);
}

function seen(words: string): (page: Page) => Promise<void> {
  return (page) => page.getByText(words).first().waitFor();
}

async function testBothVersions(page: Page): Promise<void> {
  await drawThree(page);
  // The first request of all is slow for reasons that the picture is not about.
  await run(page, 'v2');
  await page.getByRole('radiogroup', { name: 'Version' }).getByText('v1', { exact: true }).click();
  await run(page, 'v1');
  await page.getByText('v2 · default').click();
  await run(page, 'v2');
  await page.mouse.move(0, 0);
}

async function run(page: Page, version: string): Promise<void> {
  await page.getByRole('button', { name: /^Run/ }).click();
  const result = page.getByRole('region', { name: 'Result' });
  await result.getByText(version, { exact: true }).first().waitFor();
  await result.getByText('It says').waitFor();
}

/** Two bows, as a hand would draw a three. */
async function drawThree(page: Page): Promise<void> {
  const box = await page.getByRole('application').boundingBox();
  if (box === null) throw new Error('There is no drawing pad.');
  const bow = (centerY: number, radius: number, from: number, to: number) =>
    Array.from({ length: 24 }, (_, step) => {
      const angle = from + ((to - from) * step) / 23;
      return [
        box.x + box.width * (0.48 + radius * 1.1 * Math.cos(angle)),
        box.y + box.height * (centerY + radius * Math.sin(angle)),
      ] as const;
    });
  const path = [...bow(0.325, 0.165, -2.7, 1.55), ...bow(0.67, 0.185, -1.55, 2.7)];
  const [first, ...rest] = path;
  if (first === undefined) return;
  await page.mouse.move(...first);
  await page.mouse.down();
  for (const point of rest) await page.mouse.move(...point);
  await page.mouse.up();
}
