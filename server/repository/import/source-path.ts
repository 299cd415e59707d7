import { invalidArgument } from '../../errors.ts';

/** What most file systems allow for one name. */
const LONGEST_NAME_BYTES = 255;

const CONTROL = /\p{Cc}/u;

/**
 * Holds the path of a file inside something that is brought in to what can be written anywhere.
 * @returns the path with `/` between its parts
 * @throws InferdeckError naming the path, when it leads out, or has a name that a file system or a person stumbles over
 */
export function checkSourcePath(path: string): string {
  const parts = path.replaceAll('\\', '/').split('/');
  if (path.startsWith('/') || path.startsWith('\\') || /^[A-Za-z]:/.test(path)) {
    throw invalidArgument(`${quoted(path)} is an absolute path; only what lies inside is brought in.`);
  }
  if (parts.includes('..')) throw invalidArgument(`${quoted(path)} leads out of what was dropped.`);
  for (const part of parts) checkName(part, path);
  return parts.join('/');
}

/** @throws InferdeckError when a file or folder should not have this name */
export function checkName(name: string, path = name): void {
  if (name === '' || name === '.' || name === '..')
    throw invalidArgument(`${quoted(path)} has an empty name in it.`);
  if (CONTROL.test(name)) {
    throw invalidArgument(`The name ${quoted(name)} holds a line break or another control character.`);
  }
  if (Buffer.byteLength(name) > LONGEST_NAME_BYTES - RESERVE_BYTES) {
    throw invalidArgument(
      `The name ${quoted(`${name.slice(0, 40)}…`)} is ${Buffer.byteLength(name)} bytes long; at most ${LONGEST_NAME_BYTES - RESERVE_BYTES} can be brought in.`,
    );
  }
}

/** Room for what is put behind a name that is taken. */
const RESERVE_BYTES = 5;

function quoted(text: string): string {
  return JSON.stringify(text);
}
