import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Digit, loadDigits } from '../support/digits.ts';

const require = createRequire(import.meta.url);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MODELS = join(ROOT, 'models');
const CLASSES = 10;
const PIXELS = 28 * 28;

let digits: readonly Digit[];
beforeAll(async () => {
  digits = await loadDigits();
});

describe('the labelled digits', () => {
  test('are 50 pictures of each of the ten digits, 28 by 28', () => {
    const counts = Array.from({ length: CLASSES }, (_, label) => ofLabel(label).length);
    expect(counts).toEqual(Array.from({ length: CLASSES }, () => 50));
    expect(digits.every(({ pixels }) => pixels.length === PIXELS)).toBe(true);
  });

  test('each occur once in the data under their label, so that leaving them out leaves no twin to learn from', () => {
    const labels = new Map<string, number[]>();
    for (const { label, hash } of readPackage()) labels.set(hash, [...(labels.get(hash) ?? []), label]);
    for (const { name, label, pixels } of digits) expect(labels.get(hashOf(pixels)), name).toEqual([label]);
  });
});

describe('mnist', () => {
  test('version 1 reads at least 85 % of digits it never saw, version 2 at least 98 %', async () => {
    const linear = await accuracyOf('mnist/1');
    const convolutional = await accuracyOf('mnist/2');
    expect(linear).toBeGreaterThanOrEqual(0.85);
    expect(convolutional).toBeGreaterThanOrEqual(0.98);
    expect(linear, 'a person sees version 1 err').toBeLessThan(convolutional - 0.05);
  });

  test.each(['mnist/1', 'mnist/2'])(
    '%s gives ten probabilities for each image of a batch',
    async (version) => {
      const probabilities = await run(version, { image: imagesOf(digits.slice(0, 64)) }, 'probabilities');
      expect(probabilities.dims).toEqual([64, CLASSES]);
      for (const row of rowsOf(probabilities)) {
        expect(row.every((probability) => probability >= 0 && probability <= 1)).toBe(true);
        expect(sum(row)).toBeCloseTo(1, 5);
      }
    },
  );

  test('has one label a class', () => {
    const labels = readFileSync(join(MODELS, 'mnist/labels.txt'), 'utf8').trimEnd().split('\n');
    expect(labels).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  });
});

describe('mnist_fixed_batch', () => {
  test('has no config.pbtxt', () => {
    expect(readdirSync(join(MODELS, 'mnist_fixed_batch'))).toEqual(['1']);
  });

  test('gives the answers of mnist version 2, one image at a time', async () => {
    const some = digits.filter((_, index) => index % 25 === 0);
    const expected = rowsOf(await run('mnist/2', { image: imagesOf(some) }, 'probabilities'));
    const fixed = await open('mnist_fixed_batch/1');
    for (const [index, digit] of some.entries()) {
      const { probabilities } = await fixed.run({ image: imagesOf([digit]) });
      expect(rowsOf(probabilities)[0], digit.name).toEqual(
        expected[index]?.map((value) => expect.closeTo(value, 5)),
      );
    }
    await fixed.release();
  });

  test('refuses two images at once', async () => {
    const fixed = await open('mnist_fixed_batch/1');
    await expect(fixed.run({ image: imagesOf(digits.slice(0, 2)) })).rejects.toThrow(/invalid dimensions/);
    await fixed.release();
  });
});

describe('mnist_embedding', () => {
  test('gives a vector of 64 floats and length one for every digit', async () => {
    const embedding = await run('mnist_embedding/1', { image: imagesOf(digits) }, 'embedding');
    expect(embedding.dims).toEqual([digits.length, 64]);
    for (const row of rowsOf(embedding)) expect(Math.sqrt(dot(row, row))).toBeCloseTo(1, 5);
  });

  test('puts digits of one class closer together than digits of two', async () => {
    const rows = rowsOf(await run('mnist_embedding/1', { image: imagesOf(digits) }, 'embedding'));
    const nearest = rows.map((row, index) => nearestOther(rows, row, index));
    const sameClass = nearest.filter((other, index) => digits[other]?.label === digits[index]?.label);
    expect(sameClass.length / digits.length).toBeGreaterThan(0.95);
  });
});

describe('add_sub', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('adds and subtracts a batch of %i', async (batch) => {
    const left = Int32Array.from({ length: batch * 16 }, (_, index) => index * 1_000_003 - 7);
    const right = left.map((_, index) => 11 - index * index);
    const feeds = { INPUT0: integers(left), INPUT1: integers(right) };
    const session = await open('add_sub/1');
    const { OUTPUT0, OUTPUT1 } = await session.run(feeds);
    expect(OUTPUT0?.dims).toEqual([batch, 16]);
    expect(OUTPUT0?.data).toEqual(left.map((value, index) => value + (right[index] ?? Number.NaN)));
    expect(OUTPUT1?.data).toEqual(left.map((value, index) => value - (right[index] ?? Number.NaN)));
    await session.release();
  });
});

describe('the sample files', () => {
  test('are under 3 MB in all', () => {
    const files = [...filesUnder(MODELS), ...filesUnder(join(ROOT, 'samples'))];
    expect(sum(files.map((file) => statSync(file).size))).toBeLessThan(3_000_000);
  });

  test('tell no path of the machine they were made on', () => {
    const models = filesUnder(MODELS).filter((file) => file.endsWith('.onnx'));
    expect(models).toHaveLength(5);
    for (const file of models) {
      expect(readFileSync(file, 'latin1'), file).not.toMatch(
        /\/(?:home|root|tmp|usr|work|Users)\/|[A-Z]:\\|\.py\b/,
      );
    }
  });
});

function ofLabel(label: number): readonly Digit[] {
  return digits.filter((digit) => digit.label === label);
}

/** The hash of an image and the label it has in the package the digits come from. */
function readPackage(): { label: number; hash: string }[] {
  const folder = join(require.resolve('mnist/package.json'), '../src/digits');
  return Array.from({ length: CLASSES }, (_, label) => {
    const { data }: { data: number[] } = JSON.parse(readFileSync(join(folder, `${label}.json`), 'utf8'));
    const images = Array.from({ length: data.length / PIXELS }, (__, at) =>
      data.slice(at * PIXELS, (at + 1) * PIXELS),
    );
    return images.map((pixels) => ({ label, hash: hashOf(pixels) }));
  }).flat();
}

/** A hash of the image as bytes: the package rounds pixels to three decimals. */
function hashOf(pixels: ArrayLike<number>): string {
  return createHash('sha256')
    .update(Uint8Array.from(pixels, (pixel) => Math.round(pixel * 255)))
    .digest('hex');
}

function open(version: string): Promise<InferenceSession> {
  return InferenceSession.create(join(MODELS, version, 'model.onnx'));
}

async function run(version: string, feeds: Record<string, Tensor>, output: string): Promise<Tensor> {
  const session = await open(version);
  const tensor = (await session.run(feeds))[output];
  await session.release();
  if (tensor === undefined) throw new Error(`${version} has no output ${output}`);
  return tensor;
}

async function accuracyOf(version: string): Promise<number> {
  const rows = rowsOf(await run(version, { image: imagesOf(digits) }, 'probabilities'));
  return (
    rows.filter((row, index) => row.indexOf(Math.max(...row)) === digits[index]?.label).length / digits.length
  );
}

function imagesOf(some: readonly Digit[]): Tensor {
  const pixels = new Float32Array(some.length * PIXELS);
  for (const [index, digit] of some.entries()) pixels.set(digit.pixels, index * PIXELS);
  return new Tensor('float32', pixels, [some.length, 1, 28, 28]);
}

function integers(values: Int32Array): Tensor {
  return new Tensor('int32', values, [values.length / 16, 16]);
}

function rowsOf(tensor: Tensor | undefined): number[][] {
  if (!(tensor?.data instanceof Float32Array)) throw new TypeError('Expected a float tensor.');
  const [count = 0, width = 0] = tensor.dims;
  const values = [...tensor.data];
  return Array.from({ length: count }, (_, row) => values.slice(row * width, (row + 1) * width));
}

function nearestOther(rows: readonly number[][], row: readonly number[], index: number): number {
  const likeness = rows.map((other, at) => (at === index ? -1 : dot(row, other)));
  return likeness.indexOf(Math.max(...likeness));
}

function dot(left: readonly number[], right: readonly number[]): number {
  return sum(left.map((value, index) => value * (right[index] ?? Number.NaN)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}
