import type { PreparedModel, PreparedVersion } from './prepared-model.ts';

/** An instance without weights: a thread with its heap and session, or a process with an interpreter. Measured. */
const THREAD_BYTES = 12e6;
const PROCESS_BYTES = 60e6;

const THREADED: readonly string[] = ['onnxruntime', 'caffe2'];

/** Bytes that a version will take in memory, by its files and its instances: each instance has its own weights. */
export function estimateVersion({ backend, config }: PreparedModel, { sizeBytes }: PreparedVersion): number {
  if (backend === undefined) return 0;
  const instances = config.instance_group.reduce((sum, { count }) => sum + count, 0);
  const each = THREADED.includes(config.backend) ? THREAD_BYTES : PROCESS_BYTES;
  return Math.max(1, instances) * (sizeBytes + each);
}

/** Bytes that all versions which the policy chose will take together. */
export function estimateModel(model: PreparedModel): number {
  return model.versions.reduce((sum, version) => sum + estimateVersion(model, version), 0);
}
