import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Where the package manager puts what `scripts/lib/prerequisites.ts` installs. */
const SYSTEM_PYTHON = '/usr/bin/python3';

/** Tests of what runs in the process of the tests itself. */
const SOURCES = [
  'test/{clients,conformance,e2e,electron,fuzz,models,renderer}/**/*.test.{ts,tsx}',
  'test/scripts/lib/**/*.test.ts',
  'test/server/*.test.ts',
  'test/server/!(backends)/**/*.test.ts',
  'test/server/backends/{builtin,caffe2,node,onnxruntime}/**/*.test.ts',
];

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    projects: [
      // Loading the server takes longer than most of these files: one process loads it once for all that it runs.
      { extends: true, test: { name: 'sources', include: SOURCES, isolate: false } },
      // Starting a program takes longer the larger the process is that starts it: in processes that load little else.
      {
        extends: true,
        test: { name: 'programs', include: ['test/**/*.test.{ts,tsx}'], exclude: SOURCES, isolate: false },
      },
    ],
    env: existsSync(SYSTEM_PYTHON) ? { INFERDECK_PYTHON: SYSTEM_PYTHON } : {},
    pool: 'forks',
    // As many as a small machine has cores.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A busy machine takes its time; what never comes still fails.
    expect: { poll: { timeout: 20_000 } },
  },
});
