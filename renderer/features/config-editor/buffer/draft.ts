/** A state of the file; no file is an empty text without a hash. */
export interface FileVersion {
  readonly text: string;
  readonly hash: string | null;
}

/** A text that is not saved, and the state of the file that it began from. */
export interface Draft {
  readonly text: string;
  readonly base: FileVersion;
}

/** How the text in the editor stands to the file: as it was saved, changed, or changed on both sides. */
export type Standing = 'clean' | 'edited' | 'conflict';

/** A draft that began from another file than lies there now must not overwrite it unasked. */
export function standingOf({ text, base }: Draft, disk: FileVersion): Standing {
  if (base.hash !== disk.hash) return 'conflict';
  return text === base.text ? 'clean' : 'edited';
}

/**
 * What becomes of the text when the file is seen to have changed: a text without changes follows the file, a text that
 * the file holds by now goes on from it, and anything else is for the person to decide.
 * @param sent the text of a save under way, which the file may hold before the server has answered
 */
export function meetFile(
  { text, base }: Draft,
  disk: FileVersion,
  sent: string | undefined,
): 'same' | 'follow' | 'rebase' | 'conflict' {
  if (base.hash === disk.hash) return 'same';
  if (disk.text === text || disk.text === sent) return 'rebase';
  return text === base.text ? 'follow' : 'conflict';
}
