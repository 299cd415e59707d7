import { access } from 'node:fs/promises';
import { configToJson } from '../../config/json/to-json.ts';
import { InferdeckError, messageOf } from '../../errors.ts';
import type { Logger } from '../../telemetry/log.ts';
import { datatypeFromConfig } from '../../tensors/datatype.ts';
import type { Backend, InstanceSpec } from '../backend.ts';
import type { NodeStart } from './contract.ts';
import { NodeInstance } from './instance.ts';

const MEMORY_MEGABYTES = 1024;

/**
 * Models that are JavaScript: `model.mjs` with a function `execute`, for what goes before and after other models.
 * @param entry source or bundle of worker.ts
 */
export function nodeBackend(entry: URL, log: Logger): Backend {
  return {
    name: 'node',
    inspect: async ({ path }) => {
      await access(path).catch((error: unknown) => {
        throw new InferdeckError('not-found', `Cannot read ${path}: ${messageOf(error)}.`, { cause: error });
      });
      return { operators: [] };
    },
    createInstance: async (spec, watch) => {
      if (spec.config.model_transaction_policy?.decoupled === true) {
        throw new InferdeckError(
          'unsupported',
          'A model.mjs gives one answer to each request; it cannot be decoupled.',
        );
      }
      const megabytes = Number(spec.parameters['memory-megabytes']);
      const memoryMegabytes = megabytes > 0 ? megabytes : MEMORY_MEGABYTES;
      return await NodeInstance.start({ entry, start: startOf(spec), memoryMegabytes, log, watch });
    },
  };
}

function startOf({
  name,
  path,
  modelName,
  version,
  modelFolder,
  config,
  parameters,
}: InstanceSpec): NodeStart {
  const outputs = config.output.flatMap(({ name: output, data_type }) => {
    const datatype = datatypeFromConfig(data_type);
    return datatype === undefined ? [] : [{ name: output, datatype }];
  });
  return {
    path,
    outputs,
    args: {
      modelName,
      modelVersion: version,
      modelFolder,
      instanceName: name,
      config: configToJson(config),
      parameters,
    },
  };
}
