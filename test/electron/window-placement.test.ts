import { expect, test } from 'vitest';
import { openingBounds } from '../../electron/window-placement.ts';

const SCREENS = [{ x: 0, y: 0, width: 1920, height: 1080 }];
const LAST = { x: 50, y: 60, width: 1000, height: 700, maximized: false };

test('the first time the window has a size and the system places it', () => {
  expect(openingBounds(undefined, SCREENS)).toEqual({ width: 1280, height: 820 });
});

test('the window opens where it was', () => {
  expect(openingBounds(LAST, SCREENS)).toEqual({ x: 50, y: 60, width: 1000, height: 700 });
});

test.each([
  ['the second screen, which is gone', { x: 2500 }],
  ['above the screen', { y: -400 }],
  ['below the screen', { y: 1070 }],
  ['left of the screen', { x: -950 }],
])('a window that was %s opens where it can be reached', (_where, moved) => {
  expect(openingBounds({ ...LAST, ...moved }, SCREENS)).toEqual({ width: 1280, height: 820 });
});
