import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { CHECKS } from '../scripts/lib/checks.ts';
import { ROOT } from '../scripts/lib/root.ts';

describe('the sources', () => {
  test.each(CHECKS)('pass the check: $name', ({ command: [program, ...args] }) => {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8' });
    expect(status, stdout + stderr).toBe(0);
  });
});
