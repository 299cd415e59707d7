import { Button, NumberInput, SegmentedControl, Textarea } from '@mantine/core';
import { elementCount } from '../../../../server/tensors/shape.ts';
import { formatNumber } from '../../../ui/format.ts';
import type { InputDraft } from '../drafts.ts';
import type { Playground, PlaygroundInput } from '../use-playground.ts';
import { numbersOf, textsOf } from '../../../../server/tensors/numbers-of.ts';
import type { Tensor } from '../../../../server/tensors/tensor.ts';
import { ValuesFile } from './values-file.tsx';
import classes from './values-fields.module.css';

interface ValuesFieldsProps {
  readonly entry: PlaygroundInput;
  readonly playground: Playground;
}

type Source = InputDraft['values']['kind'];

/** There only when an earlier request, a preset or a file was put in. */
const AS_SENT = { value: 'kept', label: 'As given' } as const;

const TYPED = { value: 'typed', label: 'Typed' } as const;

const SOURCES: readonly { readonly value: Source; readonly label: string }[] = [
  TYPED,
  { value: 'zeros', label: 'Zeros' },
  { value: 'ones', label: 'Ones' },
  { value: 'ramp', label: 'Ramp' },
  { value: 'random', label: 'Random' },
];

/** Values typed or pasted, or made up by a rule. Text is one element a line. */
export function ValuesFields({ entry, playground }: ValuesFieldsProps) {
  const { input, draft } = entry;
  const change = (part: Partial<InputDraft>) => playground.setInput(input.name, part);
  const text = input.datatype === 'BYTES';
  return (
    <div className={classes.fields}>
      <div className={classes.row}>
        {text && draft.kept === undefined ? null : (
          <SegmentedControl
            aria-label={`Values of ${input.name}`}
            value={draft.values.kind}
            onChange={(kind) => change({ values: sourceOf(kind) })}
            data={[...(text ? [TYPED] : SOURCES), ...(draft.kept === undefined ? [] : [AS_SENT])]}
          />
        )}
        {draft.values.kind === 'random' ? (
          <NumberInput
            className={classes.seed}
            aria-label="Seed"
            leftSection={<span className={classes.prefix}>Seed</span>}
            leftSectionWidth={48}
            allowDecimal={false}
            value={draft.values.seed}
            onChange={(seed) => change({ values: { kind: 'random', seed: Number(seed) || 0 } })}
          />
        ) : null}
        <ValuesFile input={input} playground={playground} />
      </div>
      {draft.values.kind === 'typed' ? (
        <TypedValues entry={entry} onChange={(typed) => change({ text: typed })} />
      ) : (
        <MadeUpValues entry={entry} onEdit={(typed) => change({ text: typed, values: { kind: 'typed' } })} />
      )}
    </div>
  );
}

function sourceOf(kind: Source): InputDraft['values'] {
  return kind === 'random' ? { kind, seed: 1 } : { kind };
}

function TypedValues({
  entry: { input, draft, built },
  onChange,
}: {
  readonly entry: PlaygroundInput;
  readonly onChange: (text: string) => void;
}) {
  const text = input.datatype === 'BYTES';
  return (
    <Textarea
      aria-label={`Values of ${input.name}`}
      placeholder={
        text ? 'One element a line, or a JSON list of texts' : '1 2 3, one a line, or JSON: [[1, 2], [3, 4]]'
      }
      autosize
      minRows={3}
      maxRows={12}
      value={draft.text}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={built.state === 'incomplete' && draft.text !== '' ? built.why : null}
      description={
        built.state === 'ready' ? `${elementCount(built.tensor.shape)} values, ready to send` : null
      }
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      classNames={{ input: classes.text }}
      spellCheck={false}
    />
  );
}

const SHOWN_VALUES = 16;
const MOST_EDITABLE = 4096;

function MadeUpValues({
  entry: { built },
  onEdit,
}: {
  readonly entry: PlaygroundInput;
  readonly onEdit: (text: string) => void;
}) {
  if (built.state === 'incomplete') return <p className={classes.note}>{built.why}</p>;
  if (built.tensor.datatype === 'BYTES') return <KeptTexts tensor={built.tensor} onEdit={onEdit} />;
  const numbers = numbersOf(built.tensor);
  const shown = Array.from(numbers.subarray(0, SHOWN_VALUES), (number) => formatNumber(number)).join('  ');
  return (
    <div className={classes.madeUp}>
      <code className={classes.values}>
        {shown}
        {numbers.length > SHOWN_VALUES ? ` … ${numbers.length} values` : ''}
      </code>
      {numbers.length <= MOST_EDITABLE ? (
        <Button variant="subtle" size="xs" onClick={() => onEdit(Array.from(numbers, String).join(' '))}>
          Edit them
        </Button>
      ) : null}
    </div>
  );
}

/** Texts of an earlier request; as JSON they keep their line ends when they are edited. */
function KeptTexts({ tensor, onEdit }: { readonly tensor: Tensor; readonly onEdit: (text: string) => void }) {
  const texts = textsOf(tensor);
  return (
    <div className={classes.madeUp}>
      <code className={classes.values}>{texts.slice(0, SHOWN_VALUES).join('  ')}</code>
      <Button variant="subtle" size="xs" onClick={() => onEdit(JSON.stringify(texts))}>
        Edit them
      </Button>
    </div>
  );
}
