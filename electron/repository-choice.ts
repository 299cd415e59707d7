import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * The repository that a command line asks for, as an absolute path; undefined when it names none. Flags of others,
 * such as Chromium's, are skipped.
 */
export function repositoryInArguments(args: readonly string[], workingFolder: string): string | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: { 'model-repository': { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  const path = values['model-repository'];
  return typeof path === 'string' && path !== '' ? resolve(workingFolder, path) : undefined;
}

interface Choices {
  readonly named: string | undefined;
  readonly last: string | undefined;
  readonly samples: () => Promise<string>;
}

/**
 * What to serve at the start: what the command line names, else what was served last, else the samples. A folder that
 * is gone is served all the same: the window then says so, instead of quietly showing something else.
 */
export async function firstRepository({ named, last, samples }: Choices): Promise<string> {
  return named ?? last ?? (await samples());
}
