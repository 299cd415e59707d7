import type { LoadedVersion } from './loaded-version.ts';

/** What the server knows of one version that it was asked to serve; the states are those of the repository index. */
export type VersionRecord =
  | { readonly state: 'LOADING'; readonly version: number }
  | { readonly state: 'READY'; readonly version: number; readonly loaded: LoadedVersion }
  | { readonly state: 'UNLOADING'; readonly version: number; readonly loaded: LoadedVersion }
  | { readonly state: 'UNAVAILABLE'; readonly version: number; readonly reason: string };

/** The reason of a version that was unloaded on request. */
export const UNLOADED = 'unloaded';
