import classes from './devices.module.css';

const WIDTH = 120;
const HEIGHT = 28;

/** A line of shares between 0 and 1, without axes; null is a gap. */
export function Sparkline({ values }: { readonly values: readonly (number | null)[] }) {
  if (values.every((value) => value === null)) return null;
  const at = (value: number, index: number) =>
    `${((index * WIDTH) / Math.max(1, values.length - 1)).toFixed(1)} ${(HEIGHT - 1 - value * (HEIGHT - 2)).toFixed(1)}`;
  const path = values
    .map((value, index) =>
      value === null ? '' : `${(values[index - 1] ?? null) === null ? 'M' : 'L'}${at(value, index)}`,
    )
    .join('');
  return (
    <svg className={classes.sparkline} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <path d={path} fill="none" stroke="var(--s1)" strokeWidth="1.5" />
    </svg>
  );
}
