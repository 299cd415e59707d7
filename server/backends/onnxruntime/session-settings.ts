import type { InstanceSpec } from '../backend.ts';
import { coreShare } from '../core-share.ts';
import type { SessionSettings } from './messages.ts';

const GRAPH_LEVELS: Readonly<Record<string, SessionSettings['graphOptimizationLevel']>> = {
  '-1': 'basic',
  '0': 'all',
  '1': 'extended',
  '2': 'disabled',
};

/**
 * The session options of one instance. Unless `intra_op_thread_count` says otherwise, the instances of a version share
 * the machine's cores evenly, so that they do not fight for them.
 */
export function sessionSettings(
  spec: InstanceSpec,
  executionProviders: SessionSettings['executionProviders'],
): SessionSettings {
  const { parameters } = spec;
  const intra = threadCount(parameters['intra_op_thread_count']) ?? coreShare(spec.siblings);
  const inter = threadCount(parameters['inter_op_thread_count']);
  const level = GRAPH_LEVELS[parameters['optimization.graph.level'] ?? ''];
  return {
    executionProviders,
    intraOpNumThreads: intra,
    ...(inter !== undefined && { interOpNumThreads: inter }),
    ...(parameters['execution_mode'] === '1' && { executionMode: 'parallel' }),
    ...(level !== undefined && { graphOptimizationLevel: level }),
    ...(parameters['enable_mem_arena'] === '0' && { enableCpuMemArena: false }),
    ...(parameters['enable_mem_pattern'] === '0' && { enableMemPattern: false }),
  };
}

/** 0 and anything that is no count mean: the default. */
function threadCount(text: string | undefined): number | undefined {
  const count = Number(text);
  return Number.isInteger(count) && count > 0 ? count : undefined;
}
