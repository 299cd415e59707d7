import { expect, test } from 'vitest';
import { z } from 'zod';
import { answerOf, checkedCall } from '../../electron/checked-call.ts';

const setTheme = checkedCall(z.tuple([z.enum(['light', 'dark'])]), (theme) => `now ${theme}`);

test('arguments that fit reach the call', async () => {
  expect(await answerOf(setTheme, ['dark'])).toEqual({ ok: true, value: 'now dark' });
});

test.each([[[]], [['pink']], [['dark', 'light']], [[{ toString: 'dark' }]], [[null]]])(
  'arguments that do not fit never do: %j',
  async (args) => {
    expect(await answerOf(setTheme, args)).toEqual({
      ok: false,
      message: expect.stringMatching(/^Wrong arguments: /),
    });
  },
);

test('a call that fails answers with its sentence alone', async () => {
  const failing = checkedCall(z.tuple([]), () => Promise.reject(new Error('/models could not be opened.')));
  expect(await answerOf(failing, [])).toEqual({ ok: false, message: '/models could not be opened.' });
});
