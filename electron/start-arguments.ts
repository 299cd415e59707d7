import { extname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** What a person may say when starting the app. */
export interface StartArguments {
  /** The model repository to serve, as an absolute path. */
  readonly repository: string | undefined;
  /** The port to try first. */
  readonly httpPort: number | undefined;
  /** Whether nothing of earlier is to be restored, and no model loaded. */
  readonly safeMode: boolean;
  /** Models and comparisons to open, as absolute paths. */
  readonly files: readonly string[];
}

/** The endings under which the system hands files to the app, and others that people open with it. */
const OPENED_ENDINGS = ['.onnx', '.inferdeck', '.zip', '.pt', '.pb', '.plan'];

/**
 * Reads the app's own flags, and what to open. Flags of others, such as Chromium's, are skipped.
 * @param appFolder where the app itself lies, which stands among the arguments while it is not packed
 */
export function readStartArguments(
  args: readonly string[],
  workingFolder: string,
  appFolder?: string,
): StartArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      'model-repository': { type: 'string' },
      'http-port': { type: 'string' },
      'safe-mode': { type: 'boolean' },
    },
    strict: false,
    allowPositionals: true,
  });
  const { 'model-repository': path, 'http-port': port } = values;
  return {
    repository: typeof path === 'string' && path !== '' ? resolve(workingFolder, path) : undefined,
    httpPort: typeof port === 'string' && /^\d{1,5}$/.test(port) ? Number(port) : undefined,
    safeMode: values['safe-mode'] === true,
    files: positionals
      .map(pathOf)
      .filter(isOpened)
      .map((named) => resolve(workingFolder, named))
      .filter((file) => file !== appFolder),
  };
}

/** File managers give addresses. */
function pathOf(named: string): string {
  if (!named.startsWith('file://')) return named;
  try {
    return fileURLToPath(named);
  } catch {
    return named;
  }
}

/** Whatever else stands there without a name is a value of somebody's flag, or the app itself. */
function isOpened(named: string): boolean {
  return isAbsolute(named) || OPENED_ENDINGS.includes(extname(named).toLowerCase());
}
