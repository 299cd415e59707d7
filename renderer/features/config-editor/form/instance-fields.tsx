import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { TbPlus } from 'react-icons/tb';
import type { InstanceGroup } from '../../../../server/config/schema/value.ts';
import { DimsField } from './dims-field.tsx';
import { FormField } from './form-field.tsx';
import { useForm } from './form-scope.ts';
import { NumberField } from './number-field.tsx';
import classes from './form.module.css';

/** Where the model runs, and how many times; one row for each group, or for what is used when none is written. */
export function InstanceFields() {
  const { diagnosis, add } = useForm();
  const { config, effective } = diagnosis;
  const written = config.instance_group;
  const groups = written.length > 0 ? written : effective.instance_group.slice(0, 1);
  return (
    <>
      {groups.map((group, index) => (
        <GroupFields
          // oxlint-disable-next-line react/no-array-index-key -- a group is its place
          key={index}
          group={group}
          path={`instance_group[${index}]`}
          isOneOfMany={groups.length > 1}
        />
      ))}
      <div>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<TbPlus size={14} />}
          onClick={() => add('instance_group', { count: 1, kind: 'KIND_CPU' })}
        >
          Group of instances
        </Button>
      </div>
    </>
  );
}

type Kind = InstanceGroup['kind'];

const KINDS: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: 'KIND_AUTO', label: 'Auto' },
  { value: 'KIND_CPU', label: 'CPU' },
  { value: 'KIND_GPU', label: 'GPU' },
];
const WITH_MODEL = [...KINDS, { value: 'KIND_MODEL', label: 'Model' } as const];

interface GroupFieldsProps {
  readonly group: InstanceGroup;
  readonly path: string;
  readonly isOneOfMany: boolean;
}

function GroupFields({ group, path, isOneOfMany }: GroupFieldsProps) {
  const { set, remove } = useForm();
  const kinds = group.kind === 'KIND_MODEL' ? WITH_MODEL : KINDS;
  return (
    <>
      <div className={classes.pair}>
        <FormField label="Run on" path={`${path}.kind`}>
          {(id) => (
            <SegmentedControl
              id={id}
              aria-label="Run on"
              value={group.kind}
              data={[...kinds]}
              onChange={(kind) => set(`${path}.kind`, kind)}
            />
          )}
        </FormField>
        <FormField label="Instances" path={`${path}.count`}>
          {(id) => (
            <NumberField
              id={id}
              min={1}
              value={Math.max(1, group.count)}
              onChange={(count) => set(`${path}.count`, count)}
            />
          )}
        </FormField>
      </div>
      {group.kind === 'KIND_GPU' || group.gpus.length > 0 ? (
        <FormField label="GPUs" path={`${path}.gpus`} named note="None named means every GPU of the machine.">
          {(id) =>
            group.gpus.length === 0 ? (
              <TextInput
                id={id}
                placeholder="every GPU"
                onChange={({ currentTarget: { value } }) => {
                  if (/^\d+$/.test(value)) set(`${path}.gpus`, [Number(value)]);
                }}
              />
            ) : (
              <DimsField id={id} dims={group.gpus} onChange={(gpus) => set(`${path}.gpus`, gpus)} />
            )
          }
        </FormField>
      ) : null}
      {isOneOfMany ? (
        <div>
          <Button size="xs" variant="subtle" onClick={() => remove(path)}>
            Remove this group
          </Button>
        </div>
      ) : null}
    </>
  );
}
