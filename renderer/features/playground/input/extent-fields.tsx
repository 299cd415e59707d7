import { NumberInput } from '@mantine/core';
import type { Playground, PlaygroundInput } from '../use-playground.ts';
import { freeAxes } from './build-input.ts';
import classes from './extent-fields.module.css';

interface ExtentFieldsProps {
  readonly entry: PlaygroundInput;
  readonly playground: Playground;
}

/** Asks how large each free dimension is; the batch is asked for once for all inputs. */
export function ExtentFields({ entry: { input, draft }, playground }: ExtentFieldsProps) {
  const axes = freeAxes(input, playground.detail.summary.maxBatchSize);
  if (axes.length === 0) return null;
  return (
    <div className={classes.fields}>
      {axes.map((axis) => (
        <NumberInput
          key={axis}
          className={classes.field}
          label={input.axes[axis] || `Dimension ${axis + 1}`}
          placeholder="free"
          min={0}
          allowDecimal={false}
          allowNegative={false}
          value={draft.extents[axis] ?? ''}
          onChange={(value) => {
            const { [axis]: _before, ...others } = draft.extents;
            const extents = value === '' ? others : { ...others, [axis]: Number(value) };
            playground.setInput(input.name, { extents });
          }}
        />
      ))}
    </div>
  );
}
