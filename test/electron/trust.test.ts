import { describe, expect, test } from 'vitest';
import { isTrusted, type Sender } from '../../electron/trust.ts';

const OURS = ['inferdeck://shell', 'http://127.0.0.1:8000'];
const TOP: Sender = { frame: { url: 'http://127.0.0.1:8000/models', parent: null }, isOurWindow: true };

describe('a message from the page', () => {
  test('is heard from the top frame of our window on our page', () => {
    expect(isTrusted(TOP, OURS)).toBe(true);
    expect(isTrusted({ ...TOP, frame: { url: 'inferdeck://shell/server.html', parent: null } }, OURS)).toBe(
      true,
    );
  });

  test.each<[string, Sender]>([
    ['a frame that is gone', { ...TOP, frame: null }],
    ['a frame inside our page', { ...TOP, frame: { url: 'http://127.0.0.1:8000/', parent: TOP.frame } }],
    ['another window', { ...TOP, isOurWindow: false }],
    ['another port', { ...TOP, frame: { url: 'http://127.0.0.1:9000/', parent: null } }],
    ['a page without an origin', { ...TOP, frame: { url: 'data:text/html,hello', parent: null } }],
    [
      'a host that begins like ours',
      { ...TOP, frame: { url: 'http://127.0.0.1:8000.evil.example/', parent: null } },
    ],
  ])('is refused from %s', (_who, sender) => {
    expect(isTrusted(sender, OURS)).toBe(false);
  });
});
