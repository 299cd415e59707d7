import type { InstanceSpec } from '../backends/backend.ts';
import type { ModelConfig } from '../config/schema/value.ts';
import { InferdeckError } from '../errors.ts';
import type { Demand, Share } from '../scheduling/rate-limiter.ts';

/**
 * What an instance must hold while it runs, by the `rate_limiter` of its group.
 * @throws InferdeckError when a resource is one pool for some groups of the model, and one for each device for others
 */
export function rateShare({ config, name, placement }: InstanceSpec): Share {
  checkPools(config);
  const group = config.instance_group.find((each) => each.name === name.slice(0, name.lastIndexOf('_')));
  return {
    demands: demandsOf(group),
    priority: Math.max(1, group?.rate_limiter?.priority ?? 1),
    device: placement.kind === 'GPU' ? placement.deviceId : undefined,
  };
}

function demandsOf(group: ModelConfig['instance_group'][number] | undefined): readonly Demand[] {
  return (group?.rate_limiter?.resources ?? []).filter(({ count }) => count > 0);
}

function checkPools({ instance_group }: ModelConfig): void {
  const pools = new Map<string, boolean>();
  for (const { name, global } of instance_group.flatMap(demandsOf)) {
    if ((pools.get(name) ?? global) !== global) {
      throw new InferdeckError(
        'invalid-argument',
        `Resource "${name}" is present as both global and device-specific resource in the model configuration.`,
      );
    }
    pools.set(name, global);
  }
}
