import { InferdeckError } from '../../errors.ts';
import { checkOpen } from './request-status.ts';
import type { V1Services } from './services.ts';

/** Whether the server is `live` or `ready`. @throws InferdeckError for any other question, and when it is exiting */
export function healthOf(services: V1Services, mode: string): boolean {
  checkOpen(services);
  if (mode === 'live') return true;
  if (mode === 'ready') return services.models.ready;
  throw new InferdeckError('unknown', `unknown health mode '${mode}'`);
}
