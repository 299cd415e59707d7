import { invalidArgument } from '../../../errors.ts';
import type { SystemRegions } from './system-regions.ts';

/** Memory on a GPU cannot be shared with this server. @throws InferdeckError always, in the protocol's words */
export function cudaRegister(regions: SystemRegions, name: string): never {
  regions.checkAllowed();
  throw invalidArgument(`failed to register CUDA shared memory region: '${name}', GPUs not supported`);
}
