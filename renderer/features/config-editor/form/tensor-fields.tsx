import { Button, NativeSelect, TextInput } from '@mantine/core';
import { TbPlus } from 'react-icons/tb';
import { enumValues } from '../../../../server/config/schema/enums.ts';
import type { ModelInput, ModelOutput } from '../../../../server/config/schema/value.ts';
import { writtenOf } from './written.ts';
import { DimsField } from './dims-field.tsx';
import { FormField, LineLink } from './form-field.tsx';
import { useForm } from './form-scope.ts';
import classes from './form.module.css';

type Side = 'input' | 'output';

interface TensorFieldsProps {
  readonly side: Side;
  /** Files that can hold labels. */
  readonly files: readonly string[];
}

/** What the model takes or gives, as the configuration declares it, and what it leaves to the server. */
export function TensorFields({ side, files }: TensorFieldsProps) {
  const { diagnosis, add } = useForm();
  const { config, effective } = diagnosis;
  const written = config[side];
  const open = effective[side].filter(({ name }) => !written.some((tensor) => tensor.name === name));
  return (
    <fieldset className={classes.tensors}>
      <legend className={classes.legend}>{side === 'input' ? 'Inputs' : 'Outputs'}</legend>
      {written.map((tensor, index) => (
        <TensorField
          // oxlint-disable-next-line react/no-array-index-key -- a tensor is its place; its name is being typed
          key={index}
          tensor={tensor}
          path={`${side}[${index}]`}
          files={files}
        />
      ))}
      {open.map((tensor) => (
        <div key={tensor.name} className={classes.open}>
          <span>
            <code>{tensor.name}</code> is taken from the model
          </span>
          <Button
            size="xs"
            variant="subtle"
            leftSection={<TbPlus size={14} />}
            onClick={() => add(side, writtenOf(tensor))}
          >
            Write down
          </Button>
        </div>
      ))}
    </fieldset>
  );
}

const DATATYPES = Object.keys(enumValues('DataType')).filter((name) => name !== 'TYPE_INVALID');

interface TensorFieldProps {
  readonly tensor: ModelInput | ModelOutput;
  readonly path: string;
  readonly files: readonly string[];
}

function TensorField({ tensor, path, files }: TensorFieldProps) {
  const { set, remove } = useForm();
  const labels = 'label_filename' in tensor ? tensor.label_filename : undefined;
  return (
    <div className={classes.tensor}>
      <div className={classes.tensorHead}>
        <code>{tensor.name || 'no name yet'}</code>
        <LineLink path={path} />
      </div>
      <FormField label="Name" path={`${path}.name`}>
        {(id) => (
          <TextInput
            id={id}
            value={tensor.name}
            styles={{ input: { fontFamily: 'var(--mono)', fontSize: 12 } }}
            onChange={({ currentTarget: { value } }) => set(`${path}.name`, value)}
          />
        )}
      </FormField>
      <div className={classes.pair}>
        <FormField label="Datatype" path={`${path}.data_type`}>
          {(id) => (
            <NativeSelect
              id={id}
              value={tensor.data_type}
              data={[...new Set([...DATATYPES, tensor.data_type])].map((value) => ({
                value,
                label: value.replace('TYPE_', ''),
              }))}
              onChange={({ currentTarget: { value } }) => set(`${path}.data_type`, value)}
            />
          )}
        </FormField>
        <FormField label="Dims" path={`${path}.dims`}>
          {(id) => <DimsField id={id} dims={tensor.dims} onChange={(dims) => set(`${path}.dims`, dims)} />}
        </FormField>
      </div>
      {labels === undefined ? null : (
        <FormField label="Labels" path={`${path}.label_filename`} named>
          {(id) => (
            <NativeSelect
              id={id}
              value={labels}
              data={[
                { value: '', label: 'None' },
                ...labelFiles(files, labels).map((value) => ({ value, label: value })),
              ]}
              onChange={({ currentTarget: { value } }) =>
                value === '' ? remove(`${path}.label_filename`) : set(`${path}.label_filename`, value)
              }
            />
          )}
        </FormField>
      )}
    </div>
  );
}

function labelFiles(files: readonly string[], written: string): readonly string[] {
  const texts = files.filter((file) => file.endsWith('.txt'));
  return written === '' || texts.includes(written) ? texts : [...texts, written];
}
