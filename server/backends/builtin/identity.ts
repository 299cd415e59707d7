import type { InstanceSpec } from '../backend.ts';
import { type BuiltinModel, mustHold } from './builtin-model.ts';

/** Gives back every input as the output in the same place. */
export function identity(spec: InstanceSpec): BuiltinModel {
  const { input, output } = spec.config;
  mustHold(input.length === output.length, spec, 'as many outputs as inputs');
  const outputOf = new Map(input.map(({ name }, index) => [name, output[index]]));
  for (const { name, data_type } of input) {
    const twin = outputOf.get(name);
    mustHold(twin?.data_type === data_type, spec, `output '${twin?.name}' of the data_type of '${name}'`);
  }
  return (requests) =>
    Promise.resolve(
      requests.map(({ inputs }) =>
        inputs.flatMap((tensor) => {
          const twin = outputOf.get(tensor.name);
          return twin === undefined ? [] : [{ ...tensor, name: twin.name }];
        }),
      ),
    );
}
