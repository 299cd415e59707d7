import { create } from 'zustand';
import { failureOf, type InferdeckError } from '../../../server/errors.ts';
import type { ImportPlanned, ImportStart } from '../../../server/protocols/desk/contract.ts';
import { cancelImport, planImport, startImport, uploadFiles } from '../../queries/imports.ts';
import type { Drop } from './dropped-files.ts';

/** How far a drop is on its way into the repository. */
export type Importing =
  | { readonly state: 'idle' }
  | { readonly state: 'reading'; readonly phase: string }
  | { readonly state: 'refused'; readonly error: InferdeckError }
  | { readonly state: 'planned'; readonly plan: ImportPlanned };

export const useImporting = create<Importing>(() => ({ state: 'idle' }));

/** Imports that this window began, and whose end it has not told yet. */
export const awaitedImports = new Set<string>();

const become = (importing: Importing) => useImporting.setState(importing, true);

/** Asks the server what it would make of a drop. */
export async function beginImport(drop: Drop, target?: string): Promise<void> {
  become({ state: 'reading', phase: 'Looking at what you dropped' });
  const forModel = target === undefined ? {} : { target };
  try {
    become({ state: 'planned', plan: await planImport({ ...(await requestOf(drop)), ...forModel }) });
  } catch (thrown) {
    become({ state: 'refused', error: failureOf(thrown) });
  }
}

async function requestOf(drop: Drop): Promise<{ paths: readonly string[] } | { upload: string }> {
  if (drop.kind === 'paths') return { paths: drop.paths };
  const tell = ({ path }: { readonly path: string }) =>
    become({ state: 'reading', phase: `Reading ${path}` });
  return { upload: await uploadFiles(await drop.files(), tell) };
}

/** Carries the plan out that is on screen. */
export async function confirmImport(id: string, start: ImportStart): Promise<void> {
  awaitedImports.add(id);
  try {
    await startImport(id, start);
    become({ state: 'idle' });
  } catch (thrown) {
    awaitedImports.delete(id);
    become({ state: 'refused', error: failureOf(thrown) });
  }
}

/** Closes the dialog; nothing was written. */
export function dismissImport(): void {
  const importing = useImporting.getState();
  if (importing.state === 'planned') void cancelImport(importing.plan.id).catch(() => {});
  become({ state: 'idle' });
}
