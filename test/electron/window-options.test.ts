import { expect, test } from 'vitest';
import { windowOptions } from '../../electron/window-options.ts';

test('every page runs isolated, sandboxed and without Node', () => {
  const { webPreferences } = windowOptions({
    preload: '/app/preload.cjs',
    icon: '/app/icon.png',
    dark: false,
  });
  expect(webPreferences).toEqual({
    preload: '/app/preload.cjs',
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    navigateOnDragDrop: false,
  });
});

test('the frame has the colours of the page before the page is there', () => {
  const dark = windowOptions({ preload: '', icon: '', dark: true });
  const light = windowOptions({ preload: '', icon: '', dark: false });
  expect([dark.backgroundColor, light.backgroundColor]).toEqual(['#16191D', '#FBFBFC']);
  expect(dark.titleBarOverlay).toMatchObject({ color: '#0D0F12' });
});
