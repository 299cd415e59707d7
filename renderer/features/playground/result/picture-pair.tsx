import { formatNumber } from '../../../ui/format.ts';
import { PixelView } from '../input/pixel-view.tsx';
import classes from './picture-pair.module.css';
import { differencePixels, type PictureShape, pixelsOfValues, rangeOf } from './tensor-picture.ts';

interface PicturePairProps {
  readonly shape: PictureShape;
  /** Of one picture. */
  readonly values: Float64Array;
  readonly version: number;
  readonly other: { readonly version: number; readonly values: Float64Array } | undefined;
}

/** A picture-shaped output, seen; beside it that of another version in the same range, and where they part. */
export function PicturePair({ shape, values, version, other }: PicturePairProps) {
  const range = other === undefined ? rangeOf(values) : rangeOf(values, other.values);
  const own = { name: `v${version}`, pixels: pixelsOfValues(values, shape, range) };
  const pictures =
    other === undefined
      ? [own]
      : [
          own,
          { name: `v${other.version}`, pixels: pixelsOfValues(other.values, shape, range) },
          { name: 'Difference', pixels: differencePixels(values, other.values, shape) },
        ];
  return (
    <div className={classes.pictures}>
      {pictures.map(({ name, pixels }) => (
        <figure key={name} className={classes.picture}>
          <PixelView pixels={pixels} label={`Output of ${name}`} />
          <figcaption>{name}</figcaption>
        </figure>
      ))}
      <p className={classes.range}>
        {`Black is ${formatNumber(range.low)}, white ${formatNumber(range.high)}.${
          other === undefined ? '' : ' In the difference, white is the largest one there is.'
        }`}
      </p>
    </div>
  );
}
