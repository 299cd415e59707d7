import type { Completed, CompletedConfig } from './completion.ts';
import { unchanged } from './completion.ts';
import type { Machine } from './context.ts';
import { isEnsemble } from './identify.ts';
import type { Finding } from './problem.ts';
import { warningAt } from './problem.ts';
import { messageDefaults } from './schema/typed.ts';
import type { InstanceGroup, ModelConfig } from './schema/value.ts';

/** Backends that run two instances on the CPU unless told otherwise. */
const TWO_ON_CPU: readonly string[] = ['onnxruntime', 'tensorflow'];

/** Works out name, kind, count and GPUs of every instance group; a model without a group gets one. */
export function normalizeInstances(config: ModelConfig, machine: Machine): CompletedConfig {
  if (isEnsemble(config)) return unchanged(config);
  const isNew = config.instance_group.length === 0;
  const written = isNew
    ? [{ ...messageDefaults('ModelInstanceGroup'), name: config.name }]
    : config.instance_group;
  const groups = written.map((group, index) => normalizeGroup(group, index, config, machine));
  return {
    config: { ...config, instance_group: groups.map(({ group }) => group) },
    completed: groups
      .map(({ group }, index) => whatBecame(group, written[index], index, isNew))
      .filter((done) => done !== undefined),
    problems: groups.flatMap(({ problems }) => problems),
  };
}

interface NormalizedGroup {
  readonly group: InstanceGroup;
  readonly problems: readonly Finding[];
}

function normalizeGroup(
  written: InstanceGroup,
  index: number,
  config: ModelConfig,
  machine: Machine,
): NormalizedGroup {
  const named = { ...written, name: written.name === '' ? `${config.name}_${index}` : written.name };
  const { group, problems } = placed(named, index, config, machine);
  const count = group.count < 1 ? defaultCount(group, config) : group.count;
  const gpus = group.kind === 'KIND_GPU' && group.gpus.length === 0 ? machine.gpus : group.gpus;
  return { group: { ...group, count, gpus }, problems };
}

function placed(group: InstanceGroup, index: number, config: ModelConfig, machine: Machine): NormalizedGroup {
  const refuses = machine.missingGpu === 'refuse';
  if (group.kind === 'KIND_AUTO') return { group: chosen(group, machine, refuses), problems: [] };
  if (group.kind !== 'KIND_GPU' || machine.gpus.length > 0 || refuses) return { group, problems: [] };
  const message = `instance group ${group.name} of model ${config.name} asks for a GPU and this machine has none: it runs on the CPU`;
  const nextStep = 'Write kind: KIND_AUTO to use a GPU wherever there is one.';
  return {
    group: { ...group, kind: 'KIND_CPU', gpus: [] },
    problems: [warningAt(`instance_group[${index}].kind`, message, { suggestion: 'KIND_AUTO', nextStep })],
  };
}

/** On the CPU the GPUs asked for mean nothing any more; Triton keeps them, and then refuses the group for it. */
function chosen(group: InstanceGroup, { gpus }: Machine, refuses: boolean): InstanceGroup {
  const hasAll = gpus.length > 0 && group.gpus.every((gpu) => gpus.includes(gpu));
  return hasAll
    ? { ...group, kind: 'KIND_GPU' }
    : { ...group, kind: 'KIND_CPU', gpus: refuses ? group.gpus : [] };
}

function defaultCount(group: InstanceGroup, { backend }: ModelConfig): number {
  return group.kind === 'KIND_CPU' && TWO_ON_CPU.includes(backend) ? 2 : 1;
}

function whatBecame(
  group: InstanceGroup,
  written: InstanceGroup | undefined,
  index: number,
  isNew: boolean,
): Completed | undefined {
  const value = `${group.count} on ${group.kind}${group.gpus.length > 0 ? ` ${group.gpus.join(', ')}` : ''}`;
  if (isNew) return { field: 'instance_group', value, why: 'No instance group is written.' };
  if (group.kind === written?.kind && group.count === written.count) return undefined;
  return { field: `instance_group[${index}]`, value, why: 'Worked out from what this machine has.' };
}
