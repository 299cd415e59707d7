import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Where the package manager puts what `scripts/lib/prerequisites.ts` installs. */
const SYSTEM_PYTHON = '/usr/bin/python3';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/global-setup.ts'],
    // Native sessions, servers and browsers: each file in a process of its own, two at a time on a small machine.
    env: existsSync(SYSTEM_PYTHON) ? { INFERDECK_PYTHON: SYSTEM_PYTHON } : {},
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A busy machine takes its time; what never comes still fails.
    expect: { poll: { timeout: 20_000 } },
  },
});
