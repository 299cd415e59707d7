import { Button, NumberInput } from '@mantine/core';
import { TbDownload } from 'react-icons/tb';
import { useMemo, useState } from 'react';
import type { TensorFacts } from '../../../../server/protocols/desk/contract.ts';
import { formatShape } from '../../../../server/tensors/shape.ts';
import type { Tensor } from '../../../../server/tensors/tensor.ts';
import { writeNumpy } from '../../../../server/tensors/numpy-array.ts';
import { download } from '../../../ui/download.ts';
import { Tag } from '../../../ui/tag.tsx';
import { numbersOf, textsOf } from '../../../../server/tensors/numbers-of.ts';
import { ClassScores } from './class-scores.tsx';
import classes from './output-view.module.css';
import { meaningOf } from '../../../../server/comparison/output-meaning.ts';
import { PicturePair } from './picture-pair.tsx';
import { type PictureShape, pictureShapeOf } from './tensor-picture.ts';
import { TensorSummaryView } from './tensor-summary-view.tsx';
import { TextsView } from './texts-view.tsx';

interface OutputViewProps {
  readonly output: Tensor;
  readonly facts: TensorFacts | undefined;
  readonly version: number;
  /** The same output of another version, for the same input. */
  readonly other: Tensor | undefined;
  readonly otherVersion: number | undefined;
  readonly titled: boolean;
}

/** One output by its meaning: classes as bars, text as text, everything else summarised. */
export function OutputView({ output, facts, version, other, otherVersion, titled }: OutputViewProps) {
  const numbers = useMemo(() => numbersOf(output), [output]);
  const otherNumbers = useMemo(() => (other === undefined ? undefined : numbersOf(other)), [other]);
  const meaning = meaningOf(output, numbers, facts?.labels);
  const picture = useMemo(() => pictureShapeOf(output), [output]);
  const compared =
    otherNumbers === undefined || otherVersion === undefined
      ? undefined
      : { numbers: otherNumbers, version: otherVersion };
  return (
    <section aria-label={`Output ${output.name}`}>
      {titled || meaning.kind !== 'classes' ? (
        <h3 className={classes.title}>
          <code>{output.name}</code> <Tag mono>{output.datatype}</Tag>
          <code className={classes.shape}>{formatShape(output.shape).replaceAll(',', ', ')}</code>
        </h3>
      ) : null}
      {meaning.kind === 'texts' ? (
        <TextsView texts={textsOf(output)} />
      ) : meaning.kind === 'classes' ? (
        <Items count={meaning.items}>
          {(item) => (
            <ClassScores
              scores={part(numbers, item, meaning.classes)}
              labels={facts?.labels}
              version={version}
              other={compared && { ...compared, scores: part(compared.numbers, item, meaning.classes) }}
            />
          )}
        </Items>
      ) : (
        <>
          {picture === undefined ? null : (
            <Items count={picture.items}>
              {(item) => <PictureItem {...{ item, picture, numbers, version, other: compared }} />}
            </Items>
          )}
          <TensorSummaryView numbers={numbers} version={version} other={compared} />
        </>
      )}
      {output.datatype === 'BF16' ? null : (
        <Button
          variant="subtle"
          size="xs"
          leftSection={<TbDownload size={14} aria-hidden="true" />}
          onClick={() =>
            download(`${output.name.replace(/[^\w.-]+/g, '_')}.npy`, new Blob([writeNumpy(output)]))
          }
        >
          Download as NPY
        </Button>
      )}
    </section>
  );
}

function part(numbers: Float64Array, item: number, size: number): Float64Array {
  return numbers.subarray(item * size, (item + 1) * size);
}

interface PictureItemProps {
  readonly item: number;
  readonly picture: PictureShape;
  readonly numbers: Float64Array;
  readonly version: number;
  readonly other: { readonly version: number; readonly numbers: Float64Array } | undefined;
}

function PictureItem({ item, picture, numbers, version, other }: PictureItemProps) {
  const size = picture.width * picture.height * picture.channels;
  const values = part(numbers, item, size);
  const theirs =
    other?.numbers.length === numbers.length
      ? { version: other.version, values: part(other.numbers, item, size) }
      : undefined;
  return <PicturePair shape={picture} values={values} version={version} other={theirs} />;
}

interface ItemsProps {
  readonly count: number;
  readonly children: (item: number) => React.ReactNode;
}

/** One item of a batch at a time. */
function Items({ count, children }: ItemsProps) {
  const [chosen, setChosen] = useState(1);
  const item = Math.min(chosen, count);
  return (
    <>
      {count > 1 ? (
        <NumberInput
          className={classes.item}
          aria-label={`Item of ${count}`}
          leftSection={<span className={classes.prefix}>Item</span>}
          leftSectionWidth={44}
          suffix={` of ${count}`}
          min={1}
          max={count}
          clampBehavior="strict"
          value={item}
          onChange={(value) => setChosen(Math.max(1, Number(value) || 1))}
        />
      ) : null}
      {children(item - 1)}
    </>
  );
}
