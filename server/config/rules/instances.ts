import type { Machine } from '../context.ts';
import type { Finding } from '../problem.ts';
import { errorAt } from '../problem.ts';
import type { InstanceGroup, ModelConfig } from '../schema/value.ts';
import type { Rule } from './rule.ts';
import { present } from './rule.ts';

/** The CUDA compute capability that Triton's own builds ask for at least. */
const LEAST_COMPUTE_CAPABILITY = '6.0';

/** Instance groups, whose kind has been worked out before. */
export const instanceRules: Rule = (config, { machine }) =>
  config.instance_group.flatMap((group, index) =>
    groupRules(group, `instance_group[${index}]`, config, machine),
  );

function groupRules(
  group: InstanceGroup,
  field: string,
  config: ModelConfig,
  machine: Machine,
): readonly Finding[] {
  const about = `instance group ${group.name} of model ${config.name}`;
  const isOnGpu = group.kind === 'KIND_GPU';
  return [
    ...present(
      !isOnGpu &&
        group.gpus.length > 0 &&
        errorAt(`${field}.gpus`, `${about} has kind ${group.kind} but specifies one or more GPUs`),
      isOnGpu && machine.gpus.length === 0 && noGpu(about, field, machine),
      group.profile.length > 0 && config.platform !== 'tensorrt_plan' && strayProfile(about, field, config),
    ),
    ...(isOnGpu && machine.gpus.length > 0 ? unknownGpus(group, about, field, machine) : []),
  ];
}

function noGpu(about: string, field: string, { supportsGpus = true }: Machine): Finding {
  const reason = supportsGpus ? 'no GPUs are available' : 'server does not support GPUs';
  const nextStep = 'Write kind: KIND_CPU, or KIND_AUTO to use a GPU wherever there is one.';
  return errorAt(`${field}.kind`, `${about} has kind KIND_GPU but ${reason}`, {
    suggestion: 'KIND_AUTO',
    nextStep,
  });
}

function strayProfile(about: string, field: string, { platform }: ModelConfig): Finding {
  const message = `${about} and platform ${platform} specifies profile field which is only supported for TensorRT models`;
  return errorAt(`${field}.profile`, message);
}

function unknownGpus(
  group: InstanceGroup,
  about: string,
  field: string,
  { gpus }: Machine,
): readonly Finding[] {
  return group.gpus.flatMap((gpu, index) => {
    if (gpus.includes(gpu)) return [];
    const message =
      `${about} specifies invalid or unsupported gpu id ${gpu}. GPUs with at least the minimum required CUDA compute ` +
      `compatibility of ${LEAST_COMPUTE_CAPABILITY} are: ${gpus.join(', ')}`;
    return [errorAt(`${field}.gpus[${index}]`, message)];
  });
}
