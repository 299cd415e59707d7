import { app } from 'electron';

type Listener = (files: readonly string[]) => void;

/** Files that macOS hands over by an event, which may come before the app is ready; elsewhere they are arguments. */
export function filesOpenedBySystem(): { readonly follow: (listener: Listener) => void } {
  const early: string[] = [];
  let tell: Listener = (files) => void early.push(...files);
  app.on('open-file', (event, file) => {
    event.preventDefault();
    tell([file]);
  });
  return {
    follow: (listener) => {
      tell = listener;
      if (early.length > 0) listener(early);
    },
  };
}
