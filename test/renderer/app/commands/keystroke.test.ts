import { describe, expect, test } from 'vitest';
import {
  keystrokeOf,
  type Pressed,
  spellings,
  whyUnusable,
} from '../../../../renderer/app/commands/keystroke.ts';

function pressed(key: string, more: Partial<Pressed> = {}): Pressed {
  return { key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more };
}

describe('a keystroke', () => {
  test.each([
    [pressed('k', { ctrlKey: true }), 'mod+K'],
    [pressed('k', { metaKey: true }), 'mod+K'],
    [pressed('F', { shiftKey: true, altKey: true, code: 'KeyF' }), 'shift+alt+F'],
    [pressed('F8'), 'F8'],
    [pressed('ArrowUp', { altKey: true }), 'alt+ArrowUp'],
    [pressed(' ', { ctrlKey: true }), 'mod+space'],
    [pressed('+', { ctrlKey: true }), 'mod+[plus]'],
  ])('%o is %s', (event, notation) => {
    expect(keystrokeOf(event)).toBe(notation);
  });

  test('is nothing while only modifiers are down', () => {
    expect(keystrokeOf(pressed('Control', { ctrlKey: true }))).toBeUndefined();
  });

  test('takes the letter that is printed on the key where ⌥ types another', () => {
    expect(keystrokeOf(pressed('ƒ', { altKey: true, code: 'KeyF' }))).toBe('alt+F');
  });

  test('has no Shift with a sign, which needs it on some keyboards alone', () => {
    expect(keystrokeOf(pressed('/', { shiftKey: true }))).toBe('/');
    expect(spellings('/')).toEqual(['/', 'shift+/']);
    expect(spellings('mod+K')).toEqual(['mod+K']);
  });
});

describe('a key for a command', () => {
  test.each(['Tab', 'shift+Tab', 'Enter', 'ArrowDown', 'space'])('is not %s, which moves about', (key) => {
    expect(whyUnusable(key)).toMatch(/moves about/);
  });

  test('is not one that the browser takes first', () => {
    expect(whyUnusable('mod+W')).toMatch(/browser/);
  });

  test.each(['mod+Enter', 'alt+ArrowUp', 'F8', '?', 'P'])('may be %s', (key) => {
    expect(whyUnusable(key)).toBeUndefined();
  });
});
