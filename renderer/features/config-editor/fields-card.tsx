import { NumberInput, SegmentedControl, Switch } from '@mantine/core';
import type { Diagnosis } from '../../../server/config/language/diagnose.ts';
import type { ConfigValue, ModelConfig } from '../../../server/config/schema/value.ts';
import { removeField, setField } from '../../../server/config/text/edits.ts';
import { applyEdits } from '../../../server/config/text/text-edit.ts';
import { Card } from '../../ui/card.tsx';
import classes from './config-editor.module.css';

interface FieldsCardProps {
  readonly diagnosis: Diagnosis;
  readonly text: string;
  readonly onEdit: (text: string) => void;
}

type Policy = 'latest' | 'all' | 'specific';

/** The fields that people change most, as a form; it and the text follow each other, and comments stay. */
export function FieldsCard({ diagnosis, text, onEdit }: FieldsCardProps) {
  const { document, config, effective } = diagnosis;
  const set = (path: string, value: ConfigValue) => onEdit(applyEdits(text, setField(document, path, value)));
  const remove = (path: string) => onEdit(applyEdits(text, removeField(document, path)));
  const batching = config.dynamic_batching;
  const [group] = effective.instance_group;
  return (
    <Card title="Common fields">
      <div className={classes.form}>
        <NumberInput
          label="Largest batch"
          description="max_batch_size"
          min={0}
          value={config.max_batch_size}
          onChange={(value) => set('max_batch_size', Number(value))}
        />
        <NumberInput
          label="Instances"
          description="instance_group[0].count"
          min={1}
          value={group?.count ?? 1}
          onChange={(value) => set('instance_group[0].count', Math.max(1, Number(value)))}
        />
        <div>
          <span className={classes.label}>Versions that serve</span>
          <SegmentedControl
            fullWidth
            aria-label="Versions that serve"
            value={policyOf(config)}
            onChange={(policy) =>
              onEdit(applyEdits(text, setField(document, 'version_policy', POLICIES[policy])))
            }
            data={[
              { value: 'latest', label: 'Newest' },
              { value: 'all', label: 'All' },
              { value: 'specific', label: 'Chosen', disabled: config.version_policy?.specific === undefined },
            ]}
          />
        </div>
        <Switch
          label="Join waiting requests to batches"
          description="dynamic_batching"
          checked={batching !== undefined}
          onChange={(event) =>
            event.currentTarget.checked ? set('dynamic_batching', {}) : remove('dynamic_batching')
          }
        />
        {batching === undefined ? null : (
          <NumberInput
            label="Wait for company"
            description="max_queue_delay_microseconds"
            suffix=" µs"
            min={0}
            step={100}
            value={batching.max_queue_delay_microseconds}
            onChange={(value) => set('dynamic_batching.max_queue_delay_microseconds', Number(value))}
          />
        )}
      </div>
    </Card>
  );
}

const POLICIES: Readonly<Record<Policy, ConfigValue>> = {
  latest: { latest: { num_versions: 1 } },
  all: { all: {} },
  specific: { specific: { versions: [] } },
};

function policyOf({ version_policy: policy }: ModelConfig): Policy {
  if (policy?.all !== undefined) return 'all';
  return policy?.specific === undefined ? 'latest' : 'specific';
}
