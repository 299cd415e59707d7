import { InferdeckError } from '../../errors.ts';
import { checkOpen } from './request-status.ts';
import type { V1Services } from './services.ts';

/** Loads a model and waits until all its versions have settled. @throws InferdeckError in the words of 2019 */
export async function loadV1Model(services: V1Services, name: string): Promise<void> {
  checkControl(services);
  try {
    await services.models.load(name);
  } catch (cause) {
    throw new InferdeckError('internal', `failed to load '${name}', ${await whyNot(services, name)}`, {
      cause,
    });
  }
}

/** Unloads a model; its last requests finish meanwhile. Unknown ones are nothing to do. @throws InferdeckError */
export async function unloadV1Model(services: V1Services, name: string): Promise<void> {
  checkControl(services);
  await services.models.unload(name);
}

function checkControl(services: V1Services): void {
  if (services.models.controlMode !== 'explicit') {
    const text = 'explicit model load / unload is not allowed if polling is enabled';
    throw new InferdeckError('unavailable', text);
  }
  checkOpen(services);
  if (!services.models.started) throw new InferdeckError('unavailable', 'Server not ready');
}

async function whyNot({ models }: V1Services, name: string): Promise<string> {
  if ((await models.lookAt(name)).length === 0) return 'no version is available';
  const failed = (models.served(name)?.records ?? []).filter(({ state }) => state === 'UNAVAILABLE');
  return failed.length === 0
    ? 'failed to poll from model repository'
    : `versions that are not available: ${failed.map(({ version }) => version).join(',')}`;
}
