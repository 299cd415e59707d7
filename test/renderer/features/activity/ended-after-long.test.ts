import { expect, test } from 'vitest';
import { endedAfterLong } from '../../../../renderer/features/activity/ended-after-long.ts';
import type { ActivityEntry } from '../../../../server/protocols/desk/contract.ts';

const STARTED = Date.parse('2026-01-01T00:00:00Z');

function entry(id: string, state: ActivityEntry['state'], seconds = 0): ActivityEntry {
  const times = {
    startedAt: new Date(STARTED).toISOString(),
    endedAt: new Date(STARTED + seconds * 1000).toISOString(),
  };
  return { id, kind: 'load', subject: id, state, canCancel: false, canUndo: false, ...times };
}

test('what ran, is over and took ten seconds is told; what was quick, runs on or was over before is not', () => {
  const before = [
    entry('long', 'running'),
    entry('quick', 'running'),
    entry('on', 'running'),
    entry('old', 'done', 60),
  ];
  const now = [
    entry('long', 'failed', 10),
    entry('quick', 'done', 9.9),
    entry('on', 'running', 20),
    entry('old', 'done', 60),
    entry('unseen', 'done', 60),
  ];
  expect(endedAfterLong(before, now).map(({ id }) => id)).toEqual(['long']);
  expect(endedAfterLong([], now)).toEqual([]);
});
