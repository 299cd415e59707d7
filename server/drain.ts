import { setTimeout as sleep } from 'node:timers/promises';
import type { ServedModels } from './lifecycle/served-models.ts';
import type { Logger } from './telemetry/log.ts';

/**
 * The beginning of the end: the server says that it is not ready, and still answers for a while, so that whoever sends
 * it requests by its readiness has sent the last one before it turns the first one away.
 */
export async function drain(
  models: Pick<ServedModels, 'retire'>,
  seconds: number,
  {
    log,
    wait = sleep,
  }: { readonly log: Logger; readonly wait?: ((ms: number) => Promise<unknown>) | undefined },
): Promise<void> {
  models.retire();
  if (seconds === 0) return;
  log.info(`Not ready any more. Requests are answered for ${seconds} s before they are turned away.`);
  await wait(seconds * 1000);
}
