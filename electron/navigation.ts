import { app, shell, type WebContents } from 'electron';
import { decideNavigation } from './navigation-policy.ts';

/** Holds every page of the app, present and future, to the navigation policy. */
export function guardNavigation(origins: () => readonly string[]): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, origins));
}

function guardContents(contents: WebContents, origins: () => readonly string[]): void {
  const guard = (event: { preventDefault(): void; readonly url: string }) => {
    const decision = decideNavigation(event.url, origins());
    if (decision === 'stay-inside') return;
    event.preventDefault();
    if (decision === 'open-outside') void shell.openExternal(event.url);
  };
  const refuse = (event: { preventDefault(): void; readonly url: string }) => {
    if (decideNavigation(event.url, origins()) !== 'stay-inside') event.preventDefault();
  };
  contents.on('will-navigate', guard);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (decideNavigation(url, origins()) === 'open-outside') void shell.openExternal(url);
    return { action: 'deny' };
  });
}
