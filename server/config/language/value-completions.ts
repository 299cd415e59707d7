import { ENSEMBLE, FRAMEWORKS } from '../frameworks.ts';
import { identify } from '../identify.ts';
import type { EnumName } from '../schema/enums.ts';
import { enumValues } from '../schema/enums.ts';
import type { Completion, Source, ValueSite } from './completion.ts';
import { plain, quoted } from './completion.ts';
import { ensembleTensorNames, memberTensors, models } from './ensemble-values.ts';
import { KNOWN_PARAMETERS } from './parameters.ts';
import { declaredTensors, modelDims, modelType, openTensors } from './tensor-values.ts';

/** The values that a field can have: enum values, what the model and the folder offer, or what others declare. */
export function valueCompletions(site: ValueSite): readonly Completion[] {
  const { field, scope, name } = site.cursor;
  if (field === undefined) return [];
  if (field.kind === 'enum')
    return enumCompletions(field.type, field.type === 'DataType' ? modelType(site) : undefined);
  if (field.type === 'bool') return [plain('true', 'bool'), plain('false', 'bool')];
  return SOURCES.get(`${scope.typeName}.${name}`)?.(site) ?? [];
}

/** The value that the model file asks for comes first. */
function enumCompletions(type: EnumName, wanted: string | undefined): readonly Completion[] {
  const all = Object.entries(enumValues(type)).map(([label, { doc, number }]): Completion => {
    const detail = label === wanted ? 'as in the model file' : String(number);
    return { label, kind: 'enum', insertText: label, detail, doc };
  });
  return [...all.filter(({ label }) => label === wanted), ...all.filter(({ label }) => label !== wanted)];
}

const named = (detail: string, names: readonly string[]) =>
  [...new Set(names)].filter((name) => name !== '').map((name) => quoted(name, detail));

const labelFiles: Source = ({ context }) =>
  named(
    'in the model folder',
    (context.folder.files ?? []).filter((file) => /\.(txt|csv|labels?)$/i.test(file)),
  );

const parameterKeys: Source = ({ config, context }) => {
  const { backend } = identify(config, context.folder).config;
  const open = (KNOWN_PARAMETERS[backend] ?? []).filter(({ key }) => !Object.hasOwn(config.parameters, key));
  return open.map(({ key, example, doc }) => quoted(key, `such as ${example}`, doc));
};

const SOURCES: ReadonlyMap<string, Source> = new Map<string, Source>([
  ['ModelConfig.name', ({ context }) => [quoted(context.folder.name, 'the name of the folder')]],
  [
    'ModelConfig.backend',
    () =>
      named(
        'backend',
        FRAMEWORKS.map(({ backend }) => backend),
      ),
  ],
  [
    'ModelConfig.platform',
    () => named('platform', [...FRAMEWORKS.map(({ platform }) => platform), ENSEMBLE]),
  ],
  [
    'ModelConfig.default_model_filename',
    ({ context }) =>
      named(
        'in the version folder',
        context.folder.versionFiles.map(({ name }) => name),
      ),
  ],
  ['ModelConfig.ParametersEntry.key', parameterKeys],
  [
    'ModelVersionPolicy.Specific.versions',
    ({ context }) => context.folder.versions.map((version) => plain(String(version), 'version')),
  ],
  ['ModelInput.name', openTensors('input')],
  ['ModelInput.dims', modelDims],
  ['ModelOutput.name', openTensors('output')],
  ['ModelOutput.dims', modelDims],
  ['ModelOutput.label_filename', labelFiles],
  ['ModelWarmup.InputsEntry.key', declaredTensors('input')],
  ['ModelSequenceBatching.ControlInput.name', openTensors('input')],
  ['ModelSequenceBatching.State.input_name', openTensors('input')],
  ['ModelSequenceBatching.State.output_name', openTensors('output')],
  ['BatchInput.source_input', declaredTensors('input')],
  ['BatchInput.target_name', openTensors('input')],
  ['BatchOutput.source_input', declaredTensors('input')],
  ['BatchOutput.target_name', declaredTensors('output')],
  ['ModelInstanceGroup.gpus', ({ context }) => context.machine.gpus.map((gpu) => plain(String(gpu), 'GPU'))],
  ['ModelEnsembling.Step.model_name', models],
  ['ModelEnsembling.Step.model_version', () => [plain('-1', 'version', 'The newest version that is ready.')]],
  ['ModelEnsembling.Step.InputMapEntry.key', memberTensors('input')],
  ['ModelEnsembling.Step.OutputMapEntry.key', memberTensors('output')],
  ['ModelEnsembling.Step.InputMapEntry.value', ensembleTensorNames],
  ['ModelEnsembling.Step.OutputMapEntry.value', ensembleTensorNames],
  [
    'ModelOptimizationPolicy.ExecutionAccelerators.Accelerator.name',
    () => named('accelerator', ['cuda', 'tensorrt', 'openvino']),
  ],
]);
