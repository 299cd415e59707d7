import { app, dialog, shell, type WebContents } from 'electron';
import { messageOf } from '../server/errors.ts';
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
    if (decision === 'open-outside') openOutside(event.url);
  };
  const stay = (event: { preventDefault(): void; readonly url: string }) => {
    if (decideNavigation(event.url, origins()) !== 'stay-inside') event.preventDefault();
  };
  contents.on('will-navigate', guard);
  contents.on('will-redirect', stay);
  // Comes first for the main frame too; refused here, a link would never reach `will-navigate` and so never go outside.
  contents.on('will-frame-navigate', (event) => event.isMainFrame || stay(event));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (decideNavigation(url, origins()) === 'open-outside') openOutside(url);
    return { action: 'deny' };
  });
}

function openOutside(url: string): void {
  shell
    .openExternal(url)
    .catch((error: unknown) => dialog.showErrorBox(`${url} could not be opened`, messageOf(error)));
}
