import type { Finding } from '../problem.ts';
import { errorAt } from '../problem.ts';
import type { Rule } from './rule.ts';
import { present, repeats } from './rule.ts';

/** The tensors that exist because of how a batch is put together. */
export const raggedRules: Rule = (config) => {
  const inputs = config.input.map(({ name }) => name);
  const outputs = config.output.map(({ name }) => name);
  return [
    ...config.batch_input.flatMap(({ kind, data_type, source_input }, index) => [
      ...present(
        wrongSourceCount(kind, source_input, `batch_input[${index}]`),
        data_type !== 'TYPE_INT32' &&
          data_type !== 'TYPE_FP32' &&
          errorAt(`batch_input[${index}].data_type`, 'batch input data type must be TYPE_INT32 or TYPE_FP32'),
      ),
      ...unknownNames(source_input, inputs, `batch_input[${index}].source_input`, 'source input'),
    ]),
    ...config.batch_output.flatMap(({ kind, source_input, target_name }, index) => [
      ...present(wrongSourceCount(kind, source_input, `batch_output[${index}]`)),
      ...unknownNames(source_input, inputs, `batch_output[${index}].source_input`, 'source input'),
      ...unknownNames(target_name, outputs, `batch_output[${index}].target_name`, 'target output'),
    ]),
    ...repeatedTargets(config.batch_output),
  ];
};

/** Every kind there is measures exactly one input. */
function wrongSourceCount(kind: string, sources: readonly string[], field: string): Finding | undefined {
  if (sources.length === 1) return undefined;
  const side = field.startsWith('batch_input') ? 'input' : 'output';
  return errorAt(
    `${field}.source_input`,
    `batch ${side} kind '${kind}' expects 1 source input, got ${sources.length}`,
  );
}

function unknownNames(
  names: readonly string[],
  known: readonly string[],
  field: string,
  role: string,
): readonly Finding[] {
  return names.flatMap((name, index) =>
    known.includes(name) ? [] : [errorAt(`${field}[${index}]`, `unknown ${role} name '${name}'`)],
  );
}

function repeatedTargets(
  outputs: readonly { readonly target_name: readonly string[] }[],
): readonly Finding[] {
  const targets = outputs.flatMap(({ target_name }, output) =>
    target_name.map((name, index) => ({ name, field: `batch_output[${output}].target_name[${index}]` })),
  );
  return repeats(targets.map(({ name }) => name)).flatMap((index) => {
    const target = targets[index];
    return target
      ? [errorAt(target.field, `target output name '${target.name}' can only be specified once`)]
      : [];
  });
}
