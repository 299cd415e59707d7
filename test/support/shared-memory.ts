import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';

/** POSIX shared memory that a test makes, as another program would. */
export interface TestMemory {
  readonly key: string;
  readonly bytes: () => Uint8Array<ArrayBuffer>;
}

/** Makes shared memory with this content; it is gone when the test is over. */
export function sharedMemory(content: Uint8Array): TestMemory {
  const name = `inferdeck-test-${randomUUID()}`;
  const path = `/dev/shm/${name}`;
  writeFileSync(path, content);
  onTestFinished(() => rmSync(path, { force: true }));
  return { key: `/${name}`, bytes: () => new Uint8Array(readFileSync(path)) };
}
