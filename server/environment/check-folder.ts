import { access, constants, statfs } from 'node:fs/promises';
import { messageOf } from '../errors.ts';
import { formatSize } from '../format-size.ts';
import type { Check } from './contract.ts';

/** Below this a folder soon has no room for another model. */
const LITTLE = 1e9;

/** A folder that the server writes into. */
export interface WrittenFolder {
  readonly title: string;
  readonly path: string;
}

/** Whether a folder can be written, and how much room there is. */
export async function checkFolder({ title, path }: WrittenFolder): Promise<Check> {
  const about = { area: 'Repository', title } as const;
  try {
    await access(path, constants.W_OK);
  } catch (error) {
    return {
      ...about,
      verdict: 'attention',
      found: `${path} cannot be written: ${messageOf(error)}. Its models are served; imports and saved configurations are refused.`,
      action: { kind: 'words', words: 'Give this user the right to write there, or choose another folder.' },
    };
  }
  const { bavail, bsize } = await statfs(path);
  const free = bavail * bsize;
  if (free >= LITTLE)
    return { ...about, verdict: 'ok', found: `${path} can be written, ${formatSize(free)} free.` };
  return {
    ...about,
    verdict: 'attention',
    found: `${path} can be written, but only ${formatSize(free)} are free.`,
    action: { kind: 'words', words: 'Make room on that disk before models are imported.' },
  };
}
