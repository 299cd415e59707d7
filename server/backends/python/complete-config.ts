import { readFile } from 'node:fs/promises';
import { unchanged, type Completed, type CompletedConfig } from '../../config/completion.ts';
import { configFromJson } from '../../config/json/from-json.ts';
import { configToJson } from '../../config/json/to-json.ts';
import type { ModelConfig } from '../../config/schema/value.ts';
import { InferdeckError } from '../../errors.ts';
import type { InspectionSpec, LoadWatch } from '../backend.ts';
import { PythonChild } from './child.ts';
import { withinDeadline } from './deadline.ts';
import type { FromChild } from './messages.ts';
import { endedInStart, startFailed, startsTooLong } from './start-errors.ts';
import { milliseconds } from './start-model.ts';
import type { PythonSurroundings } from './surroundings.ts';

const COMPLETE_SECONDS = 30;
/** Fields that `auto_complete_config` can set. */
const FIELDS = ['max_batch_size', 'input', 'output', 'dynamic_batching', 'model_transaction_policy'] as const;

/**
 * Lets the model's own code complete its configuration, in an interpreter of its own.
 * @throws InferdeckError with what the code raised, or when it takes too long
 */
export async function completeConfig(
  spec: InspectionSpec,
  pythonFor: (spec: InspectionSpec, watch: LoadWatch) => Promise<string>,
  watch: LoadWatch,
  { runtime, log }: PythonSurroundings,
): Promise<CompletedConfig> {
  if (!mayComplete(await readFile(spec.path, 'utf8'))) return unchanged(spec.config);
  const deadlineMs = milliseconds(spec.parameters['stub-timeout-seconds'], COMPLETE_SECONDS);
  const python = await pythonFor(spec, watch);
  watch.report('asking auto_complete_config of model.py');
  const name = `${spec.modelName} auto-complete`;
  const { signal } = watch;
  const child = await PythonChild.start({
    python,
    runtime,
    name,
    log: log.child({ model: spec.modelName }),
    startTimeoutMs: deadlineMs,
    signal,
  });
  try {
    const answer = new Promise<unknown>((resolve, reject) => {
      child.listen((message) => settle(message, resolve, reject));
      void child.exited.then((exit) => reject(endedInStart(exit)));
      child.send({ type: 'complete', path: spec.path, config: configToJson(spec.config) });
    });
    const late = () => startsTooLong(name, deadlineMs);
    return read(await withinDeadline(answer, deadlineMs, late, signal), spec);
  } finally {
    child.kill();
    await child.exited;
  }
}

/**
 * Whether a file may have something to say. Starting Python and importing what a model imports takes seconds, so a file
 * that plainly has no such function is not asked. A class that inherits, or comes from elsewhere, may have one.
 */
function mayComplete(source: string): boolean {
  const isPlain = /^class TritonPythonModel(\(\s*(object)?\s*\))?:/m.test(source);
  return source.includes('auto_complete_config') || !isPlain;
}

function settle(
  message: FromChild,
  resolve: (config: unknown) => void,
  reject: (error: Error) => void,
): void {
  if (message.type === 'completed') resolve(message.config);
  if (message.type === 'start-failed') reject(startFailed(message));
}

function read(json: unknown, { config: before, modelName }: InspectionSpec): CompletedConfig {
  const { config, problems } = configFromJson(json);
  const [problem] = problems;
  if (problem !== undefined) {
    throw new InferdeckError(
      'invalid-argument',
      `auto_complete_config of model '${modelName}' made a configuration that cannot be read: ${problem.field}: ${problem.message}`,
    );
  }
  return { config, completed: whatChanged(before, config), problems: [] };
}

function whatChanged(before: ModelConfig, after: ModelConfig): readonly Completed[] {
  return FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field])).map(
    (field) => ({
      field,
      value: shown(after[field]),
      why: 'auto_complete_config of model.py says so.',
    }),
  );
}

function shown(value: ModelConfig[(typeof FIELDS)[number]]): string {
  if (!Array.isArray(value)) return JSON.stringify(value);
  return value.map(({ name, data_type, dims }) => `${name} ${data_type} [${dims.join(', ')}]`).join('; ');
}
