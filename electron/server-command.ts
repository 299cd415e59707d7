import { SESSION_SECRET_VARIABLE } from '../server/announce/contract.ts';
import type { ServerCommand } from './server-child.ts';
import type { ServerStart } from './server-process.ts';

/** What the server's own code and the frameworks it starts look for; everything else stays with the shell. */
const PASSED_ON =
  /^(PATH|HOME|USER|LANG|LC_\w+|TZ|TMPDIR|TEMP|TMP|SYSTEMROOT|WINDIR|COMSPEC|PATHEXT|USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAMDATA|VIRTUAL_ENV|CONDA_PREFIX|LD_LIBRARY_PATH|CUDA_\w+|NVIDIA_\w+|OMP_NUM_THREADS)$/i;

interface Given {
  /** The server's bundled entry. */
  readonly entry: string;
  /** Keeps the window's session valid when the server is started again. */
  readonly secret: string;
  readonly inherited: Readonly<Record<string, string | undefined>>;
}

/**
 * How to start a server that a window drives: everything loaded unless it is to be safe, loading and unloading allowed.
 * It takes the port, or the next free one.
 */
export function serverCommand({ entry, secret, inherited }: Given): (start: ServerStart) => ServerCommand {
  const env = { ...passedOn(inherited), [SESSION_SECRET_VARIABLE]: secret };
  return ({ repositories, port, safe }) => ({
    entry,
    env,
    secret,
    args: [
      ...repositories.map((repository) => `--model-repository=${repository}`),
      '--model-control-mode=explicit',
      ...(safe ? [] : ['--load-model=*']),
      '--http-address=127.0.0.1',
      `--http-port=${port}`,
      '--next-free-port',
      '--watch-repository',
      '--announce=json',
    ],
  });
}

function passedOn(inherited: Given['inherited']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inherited).flatMap(([name, value]) =>
      value !== undefined && PASSED_ON.test(name) ? [[name, value]] : [],
    ),
  );
}
