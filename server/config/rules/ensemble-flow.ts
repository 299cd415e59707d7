import type { EnsembleTensor } from '../ensemble-graph.ts';
import { ensembleTensors } from '../ensemble-graph.ts';
import type { Finding } from '../problem.ts';
import { errorAt } from '../problem.ts';
import type { ModelConfig } from '../schema/value.ts';
import type { Rule } from './rule.ts';

type Tensors = ReadonlyMap<string, EnsembleTensor>;

/** Every tensor of an ensemble must come from somewhere and go somewhere. */
export const ensembleFlowRules: Rule = (config) => {
  if (config.ensemble_scheduling === undefined) return [];
  const tensors = ensembleTensors(config);
  return [
    ...unusedInputs(config, tensors),
    ...outputsNotWritten(config, tensors),
    ...unusedTensors(config, tensors),
  ];
};

function unusedInputs({ input, name }: ModelConfig, tensors: Tensors): readonly Finding[] {
  return input.flatMap((tensor, index) =>
    tensors.has(tensor.name)
      ? []
      : [
          errorAt(
            `input[${index}].name`,
            `ensemble input '${tensor.name}' for ensemble ${name}' is not used`,
          ),
        ],
  );
}

function outputsNotWritten({ output, name }: ModelConfig, tensors: Tensors): readonly Finding[] {
  return output.flatMap((tensor, index) => {
    const field = `output[${index}].name`;
    const known = tensors.get(tensor.name);
    if (known === undefined)
      return [errorAt(field, `ensemble output '${tensor.name}' for ensemble ${name}' is not used`)];
    if (known.isReady) return [];
    const open = known.madeFrom.find((source) => tensors.get(source)?.isReady !== true);
    const because =
      open === undefined ? '' : `: at least one of its depending tensors, '${open}', is not connected`;
    return [errorAt(field, `output '${tensor.name}' for ensemble '${name}' is not written${because}`)];
  });
}

function unusedTensors({ output, name }: ModelConfig, tensors: Tensors): readonly Finding[] {
  const wanted = new Set(output.map((tensor) => tensor.name));
  const unused = [...tensors.values()].filter(
    (tensor) => !wanted.has(tensor.name) && (!tensor.isReady || tensor.readBy.length === 0),
  );
  return unused.map((tensor) =>
    errorAt(placeOf(tensor), `ensemble tensor '${tensor.name}' is unused in ensemble '${name}'`),
  );
}

function placeOf({ writtenBy, readBy }: EnsembleTensor): string {
  const step = writtenBy ?? readBy[0] ?? 0;
  return `ensemble_scheduling.step[${step}].${writtenBy === undefined ? 'input_map' : 'output_map'}`;
}
