import { useMemo } from 'react';
import { formatShape } from '../../../../server/tensors/shape.ts';
import type { Tensor } from '../../../../server/tensors/tensor.ts';
import { formatCount, formatNumber } from '../../../ui/format.ts';
import { Tag } from '../../../ui/tag.tsx';
import { imageTargetOf } from '../../../../server/pictures/image-target.ts';
import { summarize } from '../result/summarize.ts';
import type { PlaygroundInput } from '../use-playground.ts';
import { numbersOf } from '../../../../server/tensors/numbers-of.ts';
import { RasterView } from './raster-view.tsx';
import classes from './tensor-preview.module.css';

/** What will be sent: the picture as the model sees it, its shape, size and range; or what is missing. */
export function TensorPreview({ entry: { input, built } }: { readonly entry: PlaygroundInput }) {
  if (built.state === 'incomplete') return <p className={classes.missing}>{built.why}</p>;
  const raster = built.stages.at(-1)?.raster;
  const layout = imageTargetOf(input)?.layout;
  return (
    <div className={classes.preview}>
      {raster === undefined ? null : (
        <span className={classes.picture}>
          <RasterView raster={raster} label="The picture as the model sees it" />
        </span>
      )}
      <TensorFacts tensor={built.tensor} note={raster === undefined ? undefined : layout} />
    </div>
  );
}

interface TensorFactsProps {
  readonly tensor: Tensor;
  readonly note: string | undefined;
}

function TensorFacts({ tensor, note }: TensorFactsProps) {
  const { datatype, shape, data } = tensor;
  const range = useMemo(() => summarize(numbersOf(tensor)), [tensor]);
  return (
    <div>
      <p className={classes.head}>
        Tensor <Tag mono>{datatype}</Tag>
      </p>
      <p>
        <code>{formatShape(shape).replaceAll(',', ', ')}</code>
      </p>
      <p>
        {formatCount(data.byteLength)} bytes{note === undefined ? '' : `, ${note}`}
      </p>
      {range.finite === 0 ? null : (
        <p>
          {formatNumber(range.min, 2)} … {formatNumber(range.max, 2)}, mean {formatNumber(range.mean, 2)}
        </p>
      )}
    </div>
  );
}
