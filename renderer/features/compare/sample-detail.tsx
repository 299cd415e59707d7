import type { OutputDifference } from '../../../server/comparison/output-difference.ts';
import type { SampleResult } from '../../../server/comparison/run.ts';
import type { RankedClass } from '../../../server/comparison/top-k.ts';
import { formatNumber } from '../../ui/format.ts';
import classes from './sample-detail.module.css';
import { SideMark } from './side-mark.tsx';

interface SampleDetailProps {
  readonly sample: SampleResult;
  /** Its address, where it is one. */
  readonly picture: string | undefined;
}

/** One sample: its picture, what both sides take it for, rank by rank, and how far each output lies apart. */
export function SampleDetail({ sample: { name, label, ranked, outputs }, picture }: SampleDetailProps) {
  return (
    <section className={classes.detail} aria-label="Open sample">
      <h3 className={classes.name}>{label === undefined ? name : `${name} is ${label}`}</h3>
      <div className={classes.sides}>
        {picture === undefined ? null : (
          <img src={picture} alt={`${name}, large`} width={112} height={112} className={classes.picture} />
        )}
        {ranked === undefined ? null : (
          <>
            <Ranks side="A" ranks={ranked.a} label={label} />
            <Ranks side="B" ranks={ranked.b} label={label} />
          </>
        )}
      </div>
      <ul className={classes.outputs}>
        {outputs.map(({ name: output, difference }) => (
          <li key={output}>
            <strong>{output}</strong> {wordsOf(difference)}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface RanksProps {
  readonly side: 'A' | 'B';
  readonly ranks: readonly RankedClass[];
  readonly label: string | undefined;
}

function Ranks({ side, ranks, label }: RanksProps) {
  return (
    <ol className={classes.ranks} aria-label={`Ranks of ${side}`} data-side={side}>
      {ranks.map(({ index, label: name, score }, at) => (
        <li key={index} data-true={name === label || undefined}>
          {at === 0 ? <SideMark side={side} /> : <span className={classes.room} />}
          <span className={classes.class}>{name}</span>
          <span className={classes.bar}>
            <span style={{ width: `${(100 * Math.min(1, Math.max(0, score))).toFixed(1)}%` }} />
          </span>
          <span className={classes.score}>{formatNumber(score)}</span>
        </li>
      ))}
    </ol>
  );
}

function wordsOf(difference: OutputDifference): string {
  if (difference.state === 'incomparable') return difference.reason;
  const { mismatches, elements, first } = difference;
  if (mismatches === 0) return 'is the same within the tolerance.';
  const where =
    first === undefined
      ? ''
      : `; first at [${first.coordinates.join(', ')}]: ${short(first.a)} against ${short(first.b)}`;
  const far = difference.state === 'numbers' ? `, at most by ${formatNumber(difference.maxAbsolute)}` : '';
  return `differs in ${mismatches} of ${elements} elements${far}${where}.`;
}

/** An element as text in a few figures; one that is no number stays as it is. */
function short(element: string): string {
  const number = Number(element);
  return element.trim() === '' || Number.isNaN(number) ? element : formatNumber(number);
}
