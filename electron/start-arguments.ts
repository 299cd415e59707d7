import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What a person may say when starting the app. */
export interface StartArguments {
  /** The model repository to serve, as an absolute path. */
  readonly repository: string | undefined;
  /** The port to try first. */
  readonly httpPort: number | undefined;
}

/** Reads the app's own flags. Flags of others, such as Chromium's, are skipped. */
export function readStartArguments(args: readonly string[], workingFolder: string): StartArguments {
  const { values } = parseArgs({
    args: [...args],
    options: { 'model-repository': { type: 'string' }, 'http-port': { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  const { 'model-repository': path, 'http-port': port } = values;
  return {
    repository: typeof path === 'string' && path !== '' ? resolve(workingFolder, path) : undefined,
    httpPort: typeof port === 'string' && /^\d{1,5}$/.test(port) ? Number(port) : undefined,
  };
}
