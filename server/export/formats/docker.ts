import type { ExportFile } from '../contract.ts';
import { type Deployment, GRACE_SECONDS, imageFor, PORTS, serverArgs } from '../deployment.ts';
import { shellWord } from './shell-word.ts';

/** The one line that serves the repository in a container. */
export function dockerRun(deployment: Deployment): string {
  const words = [
    'docker',
    'run',
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
  return words.map(shellWord).join(' ');
}

export function dockerFiles(deployment: Deployment): readonly ExportFile[] {
  return [{ path: 'run-triton.sh', text: `#!/bin/sh\nexec ${dockerRun(deployment)}\n` }];
}
