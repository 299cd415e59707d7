import { Fragment } from 'react';
import type { TensorFacts } from '../../../server/protocols/desk/contract.ts';
import classes from './shape-cells.module.css';

interface ShapeCellsProps {
  readonly tensor: TensorFacts;
  /** The most items a request may carry; 0 when the model does not batch. */
  readonly maxBatch: number;
  /** Outputs take their batch from the input. */
  readonly asInput: boolean;
}

/** A shape as one cell a dimension; free dimensions are dashed and say what they may be. */
export function ShapeCells({ tensor, maxBatch, asInput }: ShapeCellsProps) {
  const { shape, axes, labels } = tensor;
  if (shape.length === 0) return <span className={classes.under}>a single value</span>;
  return (
    <ol
      className={classes.cells}
      aria-label={`Shape ${shape.map((dim) => (dim === -1 ? 'free' : dim)).join(' by ')}`}
    >
      {shape.map((dim, axis) => {
        const name = axes[axis] ?? '';
        const under =
          dim === -1 ? range(name, maxBatch, asInput) : last(shape, axis) ? labelRange(labels, name) : name;
        return (
          // oxlint-disable-next-line react/no-array-index-key -- an axis is its place
          <Fragment key={axis}>
            {axis === 0 ? null : (
              <li className={classes.times} aria-hidden="true">
                ×
              </li>
            )}
            <li className={classes.cell}>
              <span className={classes.dim} data-free={dim === -1 || undefined}>
                {dim === -1 ? name || 'any' : dim}
              </span>
              <span className={classes.under}>{under}</span>
            </li>
          </Fragment>
        );
      })}
    </ol>
  );
}

function last(shape: readonly number[], axis: number): boolean {
  return axis === shape.length - 1;
}

function range(name: string, maxBatch: number, asInput: boolean): string {
  if (asInput) return name === 'batch' ? 'as input' : 'any size';
  return name === 'batch' && maxBatch > 0 ? `1 – ${maxBatch}` : 'any size';
}

/** `0 – 9` for ten labels; otherwise the axis' own name. */
function labelRange(labels: readonly string[] | undefined, name: string): string {
  const first = labels?.[0];
  const final = labels?.at(-1);
  if (first === undefined || final === undefined) return name;
  return first.length + final.length <= 12 ? `${first} – ${final}` : `${labels?.length} labels`;
}
