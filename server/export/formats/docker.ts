import type { ExportFile } from '../contract.ts';
import { type Deployment, GRACE_SECONDS, imageFor, PORTS, serverArgs } from '../deployment.ts';
import { shellWord } from './shell-word.ts';

/** The line that serves the repository in a container, as words for a shell. */
function dockerRun(deployment: Deployment): readonly string[] {
  const words = [
    '--rm',
    '--name=triton',
    ...(deployment.check.needsGpu ? ['--gpus=all'] : []),
    '--shm-size=1g',
    `--stop-timeout=${GRACE_SECONDS}`,
    ...Object.values(PORTS).map((port) => `--publish=${port}:${port}`),
    `--volume=${deployment.repository}:/models:ro`,
    imageFor(deployment),
    'tritonserver',
    ...serverArgs(deployment, '/models'),
  ];
  return words.map(shellWord);
}

export function dockerFiles(deployment: Deployment): readonly ExportFile[] {
  const lines = ['docker run', ...dockerRun(deployment)].join(' \\\n  ');
  return [{ path: 'run-triton.sh', text: `#!/bin/sh\n${lines}\n` }];
}
