import { Switch } from '@mantine/core';
import { describeMicroseconds } from '../../../../server/config/explain.ts';
import { FormField } from './form-field.tsx';
import { useForm } from './form-scope.ts';
import { NumberField } from './number-field.tsx';
import { SizesField } from './sizes-field.tsx';
import classes from './form.module.css';

const DELAY = 'dynamic_batching.max_queue_delay_microseconds';
const SIZES = 'dynamic_batching.preferred_batch_size';

/** How large batches are, and whether requests are joined to them. */
export function BatchingFields() {
  const { diagnosis, lineOf, set, remove } = useForm();
  const { config, effective } = diagnosis;
  const size = lineOf('max_batch_size') === undefined ? effective.max_batch_size : config.max_batch_size;
  const batching = config.dynamic_batching;
  return (
    <>
      <div className={classes.pair}>
        <FormField label="Largest batch" path="max_batch_size">
          {(id) => (
            <NumberField id={id} min={0} value={size} onChange={(value) => set('max_batch_size', value)} />
          )}
        </FormField>
        <FormField label="Dynamic batching" path="dynamic_batching">
          {(id) => (
            <Switch
              id={id}
              className={classes.switch ?? ''}
              label={batching === undefined ? 'Off' : 'On'}
              checked={batching !== undefined}
              onChange={({ currentTarget: { checked } }) =>
                checked ? set('dynamic_batching', {}) : remove('dynamic_batching')
              }
            />
          )}
        </FormField>
      </div>
      {batching === undefined ? null : (
        <>
          <FormField label="Preferred sizes" path={SIZES} named>
            {(id) => (
              <SizesField
                id={id}
                sizes={batching.preferred_batch_size}
                onChange={(sizes) => (sizes.length === 0 ? remove(SIZES) : set(SIZES, sizes))}
              />
            )}
          </FormField>
          <FormField
            label="Longest wait"
            path={DELAY}
            named
            note={waitNote(batching.max_queue_delay_microseconds)}
          >
            {(id) => (
              <NumberField
                id={id}
                min={0}
                step={100}
                unit="µs"
                value={batching.max_queue_delay_microseconds}
                onChange={(value) => set(DELAY, value)}
              />
            )}
          </FormField>
        </>
      )}
    </>
  );
}

/** The unit is easily mistaken where the number is large. */
function waitNote(microseconds: number): string {
  if (microseconds === 0) return 'A batch never waits for more requests.';
  const time = describeMicroseconds(microseconds);
  return microseconds < 1000
    ? `Added to an answer at worst.`
    : `That is ${time}, added to an answer at worst.`;
}
