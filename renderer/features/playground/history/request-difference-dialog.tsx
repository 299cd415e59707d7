import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { compareOutputs, type OutputDifference } from '../../../../server/comparison/output-difference.ts';
import type { KeptRequest } from '../../../../server/requests/contract.ts';
import type { Tensor } from '../../../../server/tensors/tensor.ts';
import { inputsOf, outputsOf } from '../../../queries/requests.ts';
import { formatClock, formatCount, formatNumber } from '../../../ui/format.ts';
import { fingerprint } from '../fingerprint.ts';
import classes from './request-difference-dialog.module.css';

interface RequestDifferenceDialogProps {
  /** The request whose answer is shown. */
  readonly a: KeptRequest;
  readonly b: KeptRequest;
  readonly onClose: () => void;
}

/** How far the answers to two requests lie apart, output by output. */
export function RequestDifferenceDialog({ a, b, onClose }: RequestDifferenceDialogProps) {
  const { data, error } = useQuery({
    queryKey: ['request-difference', a.id, b.id],
    queryFn: () => differenceOf(a, b),
    gcTime: 0,
  });
  return (
    <Modal opened onClose={onClose} title="Difference of two answers" size="lg">
      <dl className={classes.sides}>
        <Side letter="A" request={a} />
        <Side letter="B" request={b} />
      </dl>
      {error === null ? null : <p role="alert">{error.message}</p>}
      {data === undefined ? null : (
        <>
          <p className={classes.inputs}>
            {data.sameInputs
              ? 'Both were asked with the same inputs.'
              : 'They were asked with different inputs.'}
          </p>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">Output</th>
                <th scope="col">Differs in</th>
                <th scope="col">Max abs.</th>
                <th scope="col">Cosine</th>
                <th scope="col">First difference</th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map(({ name, difference }) => (
                <DifferenceRow key={name} name={name} difference={difference} />
              ))}
            </tbody>
          </table>
        </>
      )}
    </Modal>
  );
}

function Side({ letter, request }: { readonly letter: string; readonly request: KeptRequest }) {
  const { name, version, at, outcome } = request;
  return (
    <div>
      <dt>{letter}</dt>
      <dd>
        {name === undefined ? '' : `${name} · `}v{version} · {formatClock(at)} ·{' '}
        {outcome.state === 'answered' ? outcome.summary : outcome.message}
      </dd>
    </div>
  );
}

interface DifferenceRowProps {
  readonly name: string;
  readonly difference: OutputDifference;
}

function DifferenceRow({ name, difference }: DifferenceRowProps) {
  if (difference.state === 'incomparable') {
    return (
      <tr>
        <th scope="row">{name}</th>
        <td colSpan={4}>{difference.reason}</td>
      </tr>
    );
  }
  const { mismatches, elements, first } = difference;
  const numbers = difference.state === 'numbers' ? difference : undefined;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{`${formatCount(mismatches)} of ${formatCount(elements)}`}</td>
      <td>{numbers === undefined ? '–' : formatNumber(numbers.maxAbsolute)}</td>
      <td>{numbers?.cosine === undefined ? '–' : formatNumber(numbers.cosine)}</td>
      <td>{first === undefined ? '–' : `[${first.coordinates.join(', ')}]: ${first.a} → ${first.b}`}</td>
    </tr>
  );
}

async function differenceOf(a: KeptRequest, b: KeptRequest) {
  const [inputsA, inputsB] = await Promise.all([inputsOf(a.id), inputsOf(b.id)]);
  const [outputsA, outputsB] = await Promise.all([outputsOf(a.id), outputsOf(b.id)]);
  return {
    sameInputs: fingerprint(inputsA) === fingerprint(inputsB),
    rows: outputsA.map((output) => ({ name: output.name, difference: against(output, outputsB) })),
  };
}

function against(output: Tensor, others: readonly Tensor[]): OutputDifference {
  const other = others.find(({ name }) => name === output.name);
  if (other !== undefined) return compareOutputs(output, other);
  return { state: 'incomparable', reason: `B has no output ${output.name}.` };
}
