import type { Used } from './contract.ts';

/** Nobody sits in front of the stand-in: a test answers a dialog beforehand, or the dialog fails. */
export const dialog = {
  showOpenDialog: () => unanswered('showOpenDialog'),
  showMessageBox: () => unanswered('showMessageBox'),
  showErrorBox(title: string, content: string) {
    throw new Error(`Nobody answers dialog.showErrorBox: ${title}: ${content}`);
  },
} satisfies Used<'Dialog'>;

/** Nothing of the system is opened. */
export const shell = {
  openExternal: async () => {},
  openPath: async () => '',
} satisfies Used<'Shell'>;

async function unanswered(name: string): Promise<never> {
  throw new Error(`Nobody answers dialog.${name}.`);
}
