/** Folders of a model that are no versions and need no warning. */
const SIDE_FOLDERS = new Set(['warmup', 'initial_state', 'configs']);

/** What the name of a folder inside a model folder means. */
export type VersionName =
  | { readonly kind: 'version'; readonly version: number }
  | { readonly kind: 'side-folder' }
  | { readonly kind: 'ignored'; readonly why: string };

/** `3` is a version, `03` and `v3` are passed over with a reason. */
export function parseVersionName(name: string): VersionName {
  if (SIDE_FOLDERS.has(name) || name.startsWith('.')) return { kind: 'side-folder' };
  if (/^0\d/.test(name)) return { kind: 'ignored', why: 'a version number has no leading zero' };
  if (!/^\d+$/.test(name)) return { kind: 'ignored', why: 'a version folder is named by a whole number' };
  const version = Number(name);
  if (!Number.isSafeInteger(version)) return { kind: 'ignored', why: 'the number is too large' };
  return { kind: 'version', version };
}
