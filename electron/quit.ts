import { app } from 'electron';

/** Holds the end of the app until `close` is done, so that no process is left behind. */
export function closeBeforeQuit(close: () => Promise<void>): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void close().finally(() => {
      closed = true;
      app.quit();
    });
  });
  app.on('window-all-closed', () => {
    // On macOS an app outlives its windows.
    if (process.platform !== 'darwin') app.quit();
  });
}
