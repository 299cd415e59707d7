import type { RepositoryExport } from './contract.ts';
import { completesByItself, imageOf, parseRelease } from './release.ts';

/** What every form of an export says of the server it starts. */
export interface Deployment {
  readonly check: RepositoryExport;
  /** Where the repository lies on this machine, absolute. */
  readonly repository: string;
}

/** Triton's own ports. */
export const PORTS = { http: 8000, grpc: 8001, metrics: 8002 } as const;

/** Seconds that requests which run have to finish; Triton's own is 30. */
export const EXIT_TIMEOUT_SECONDS = 30;

/** A little longer than Triton waits itself, so that it is never killed while it waits. */
export const GRACE_SECONDS = EXIT_TIMEOUT_SECONDS + 15;

/** What the Python backend passes tensors through. */
export const SHARED_MEMORY_BYTES = 1024 ** 3;

export function imageFor({ check }: Deployment): string {
  return imageOf(parseRelease(check.release));
}

/**
 * The command line of tritonserver. One model that fails ends Triton at its start, so when the release refuses one,
 * those that it takes are named.
 */
export function serverArgs({ check }: Deployment, folder: string): readonly string[] {
  const refused = check.models.some(({ verdict }) => verdict === 'refused');
  const taken = check.models.filter(({ verdict }) => verdict !== 'refused');
  return [
    `--model-repository=${folder}`,
    `--exit-timeout-secs=${EXIT_TIMEOUT_SECONDS}`,
    ...(completesByItself(parseRelease(check.release)) ? [] : ['--strict-model-config=false']),
    ...(refused ? ['--model-control-mode=explicit'] : []),
    ...(refused ? taken.map(({ model }) => `--load-model=${model}`) : []),
  ];
}
