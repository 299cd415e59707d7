import { formatCount } from '../../../ui/format.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import classes from './number-list.module.css';

const SHOWN = 256;

/** The numbers themselves, as many as can be read; copying takes all. */
export function NumberList({ numbers }: { readonly numbers: Float64Array }) {
  return (
    <div>
      <pre className={classes.numbers} tabIndex={0} aria-label="Values">
        {Array.from(numbers.subarray(0, SHOWN), String).join('\n')}
        {numbers.length > SHOWN ? `\n… and ${formatCount(numbers.length - SHOWN)} more` : ''}
      </pre>
      {/* Text rather than JSON.stringify: NaN and Infinity must survive. */}
      <CopyButton text={`[${Array.from(numbers, String).join(', ')}]`}>Copy all</CopyButton>
    </div>
  );
}
