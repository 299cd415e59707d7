import { type BrowserWindow, dialog } from 'electron';
import { afterCrash } from './restart-policy.ts';

/** Shows the page again when its process dies; asks the person first when that happens over and over. */
export function recoverFromCrashes(window: BrowserWindow, show: () => void): void {
  const crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const now = Date.now();
    crashes.push(now);
    const decision = afterCrash(crashes, now);
    if (decision.action === 'give-up') void askToGoOn(window, reason, show);
    else setTimeout(() => window.isDestroyed() || show(), decision.afterMs);
  });
}

async function askToGoOn(window: BrowserWindow, reason: string, show: () => void): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window keeps crashing.',
    detail: `Its process ended again (${reason}). The server still runs; a browser can show the same page.`,
    buttons: ['Show again', 'Close the window'],
    cancelId: 1,
  });
  if (response === 0) show();
  else window.close();
}
