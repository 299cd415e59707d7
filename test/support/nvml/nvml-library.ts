import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ROOT } from '../../../scripts/lib/root.ts';
import { tempFolder } from '../temp.ts';

const SOURCE = join(ROOT, 'test/support/nvml/libnvml.c');
const LIBRARY = join(ROOT, '.cache/test-nvml/libnvml-for-tests.so');

/** A driver of two cards, and a way to let things happen to them. */
export interface TestDriver {
  /** Path of the library. */
  readonly library: string;
  /** @param words see libnvml.c */
  readonly happen: (...words: readonly string[]) => Promise<void>;
}

/** Compiles the stand-in for NVML and sets it up for this test. */
export async function testDriver(...words: readonly string[]): Promise<TestDriver> {
  if (!existsSync(LIBRARY) || statSync(LIBRARY).mtimeMs < statSync(SOURCE).mtimeMs) {
    mkdirSync(join(LIBRARY, '..'), { recursive: true });
    execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-Wall', '-Werror', '-o', LIBRARY, SOURCE]);
  }
  const state = join(await tempFolder(), 'gpus');
  const happen = (...happening: readonly string[]) => writeFile(state, happening.join(' '));
  await happen(...words);
  process.env['INFERDECK_TEST_GPUS'] = state;
  onTestFinished(() => {
    delete process.env['INFERDECK_TEST_GPUS'];
  });
  return { library: LIBRARY, happen };
}
