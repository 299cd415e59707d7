import { Checkbox, SegmentedControl } from '@mantine/core';
import type { ConfigValue, ModelConfig } from '../../../../server/config/schema/value.ts';
import { FormField } from './form-field.tsx';
import { useForm } from './form-scope.ts';
import { NumberField } from './number-field.tsx';
import classes from './form.module.css';

type Policy = 'latest' | 'all' | 'specific';

const SPECIFIC = 'version_policy.specific.versions';
const LATEST = 'version_policy.latest.num_versions';

/** Which of the versions on disk are served. */
export function VersionFields({ versions }: { readonly versions: readonly number[] }) {
  const { diagnosis, set } = useForm();
  const { version_policy: policy } = diagnosis.config;
  const chosen = policy?.specific?.versions ?? [];
  const toggle = (version: number) =>
    set(
      SPECIFIC,
      chosen.includes(version)
        ? chosen.filter((other) => other !== version)
        : [...chosen, version].toSorted((a, b) => a - b),
    );
  return (
    <>
      <FormField label="Versions that serve" path="version_policy">
        {(id) => (
          <SegmentedControl
            id={id}
            fullWidth
            aria-label="Versions that serve"
            value={policyOf(diagnosis.config)}
            onChange={(next) => set('version_policy', startOf(next, versions))}
            data={[
              { value: 'latest', label: 'Newest' },
              { value: 'all', label: 'All' },
              { value: 'specific', label: 'Chosen' },
            ]}
          />
        )}
      </FormField>
      {policy?.latest === undefined ? null : (
        <FormField label="How many of the newest" path={LATEST}>
          {(id) => (
            <NumberField
              id={id}
              min={1}
              value={Math.max(1, policy.latest?.num_versions ?? 1)}
              onChange={(count) => set(LATEST, count)}
            />
          )}
        </FormField>
      )}
      {policy?.specific === undefined ? null : (
        <div className={classes.versions} role="group" aria-label="Chosen versions">
          {[...new Set([...versions, ...chosen])]
            .toSorted((a, b) => a - b)
            .map((version) => (
              <Checkbox
                key={version}
                label={versions.includes(version) ? `v${version}` : `v${version}, not on disk`}
                checked={chosen.includes(version)}
                onChange={() => toggle(version)}
              />
            ))}
        </div>
      )}
    </>
  );
}

function policyOf({ version_policy: policy }: ModelConfig): Policy {
  if (policy?.all !== undefined) return 'all';
  return policy?.specific === undefined ? 'latest' : 'specific';
}

/** Every version on disk is a better beginning than none, which serves nothing. */
function startOf(policy: string, versions: readonly number[]): ConfigValue {
  if (policy === 'all') return { all: {} };
  return policy === 'specific' ? { specific: { versions } } : { latest: { num_versions: 1 } };
}
