import { describe, expect, test } from 'vitest';
import { decideNavigation, originOf } from '../../electron/navigation-policy.ts';

const OURS = ['inferdeck://shell', 'http://127.0.0.1:8000'];

describe('a link', () => {
  test.each([
    'http://127.0.0.1:8000/',
    'http://127.0.0.1:8000/models/mnist?tab=test#digit',
    'inferdeck://shell/server.html',
  ])('to a page of ours stays inside: %s', (url) => {
    expect(decideNavigation(url, OURS)).toBe('stay-inside');
  });

  test.each(['https://onnx.ai/', 'HTTPS://GITHUB.COM/onnx', 'https://127.0.0.1:8000/'])(
    'to the web goes to the browser: %s',
    (url) => {
      expect(decideNavigation(url, OURS)).toBe('open-outside');
    },
  );

  test.each([
    'http://127.0.0.1:8001/',
    'http://localhost:8000/',
    'http://127.0.0.1:8000.evil.example/',
    'http://127.0.0.1:8000@evil.example/',
    'http://evil.example/?http://127.0.0.1:8000/',
    'https://user:secret@evil.example/',
    'file:///etc/passwd',
    'file://server/share',
    'data:text/html,<script>1</script>',
    'javascript:alert(1)',
    'about:blank',
    'blob:http://127.0.0.1:8000/4f5e',
    'inferdeck://other/server.html',
    'ms-settings://privacy',
    'not a url',
    '',
  ])('to anything else goes nowhere: %s', (url) => {
    expect(decideNavigation(url, OURS)).toBe('refuse');
  });
});

describe('the origin of a URL', () => {
  test('is scheme and host, with the port unless it is the usual one', () => {
    expect(originOf('http://127.0.0.1:80/a')).toBe('http://127.0.0.1');
    expect(originOf('inferdeck://shell/a')).toBe('inferdeck://shell');
  });

  test('is null where there is no host', () => {
    expect(originOf('blob:http://127.0.0.1:8000/4f5e')).toBeNull();
    expect(originOf('file:///etc/passwd')).toBeNull();
  });
});
