import { datatypeToConfig } from '../../tensors/datatype.ts';
import type { DataType } from '../schema/enums.ts';
import type { SignatureTensor } from '../signature.ts';
import { describeShape } from '../signature.ts';
import type { Source, ValueSite } from './completion.ts';
import { indexIn, plain, quoted } from './completion.ts';

type Side = 'input' | 'output';

/** Tensors of the model file that the configuration does not declare yet. */
export function openTensors(side: Side): Source {
  return ({ config, context }) => {
    const declared = config[side].map(({ name }) => name);
    const open = (context.signature?.[`${side}s`] ?? []).filter(({ name }) => !declared.includes(name));
    return open.map((tensor) =>
      quoted(tensor.name, `${tensor.datatype} ${describeShape(tensor)}`, 'From the model file.'),
    );
  };
}

/** Tensors that the configuration declares. */
export function declaredTensors(side: Side): Source {
  return ({ config }) => config[side].map(({ name, data_type }) => quoted(name, data_type));
}

/** The dims that the model file gives the tensor, without the batch dimension where the server adds one. */
export const modelDims: Source = (site) => {
  const tensor = modelTensor(site);
  if (tensor === undefined) return [];
  const dims = (site.config.max_batch_size > 0 ? tensor.shape.slice(1) : tensor.shape).join(', ');
  return [
    plain(
      site.cursor.isInList ? dims : `[ ${dims} ]`,
      'as in the model file',
      `The file says ${describeShape(tensor)}.`,
    ),
  ];
};

/** The datatype that the model file gives the tensor. */
export function modelType(site: ValueSite): DataType | undefined {
  const tensor = modelTensor(site);
  return tensor && datatypeToConfig(tensor.datatype);
}

/** The tensor of the model file that the block around the cursor declares. */
function modelTensor({ cursor, config, context, path }: ValueSite): SignatureTensor | undefined {
  const { typeName } = cursor.scope;
  if (typeName !== 'ModelInput' && typeName !== 'ModelOutput') return undefined;
  const side = typeName === 'ModelInput' ? 'input' : 'output';
  const name = config[side][indexIn(path, side) ?? -1]?.name;
  return context.signature?.[`${side}s`].find((tensor) => tensor.name === name);
}
