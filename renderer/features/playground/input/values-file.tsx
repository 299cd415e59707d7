import { Button, FileButton } from '@mantine/core';
import { TbFileImport } from 'react-icons/tb';
import type { TensorFacts } from '../../../../server/protocols/desk/contract.ts';
import { notifyFailure } from '../../../ui/notify-failure.ts';
import { putInTensors } from '../drafts.ts';
import type { Playground } from '../use-playground.ts';
import { valuesOfFile } from './values-of-file.ts';

interface ValuesFileProps {
  readonly input: TensorFacts;
  readonly playground: Playground;
}

/** Puts in what a file holds. */
export function ValuesFile({ input, playground }: ValuesFileProps) {
  return (
    <FileButton
      accept=".npy,.csv,.json,.txt"
      inputProps={{ 'aria-label': `File of values for ${input.name}` }}
      onChange={(file) => file !== null && putInFile(file, input, playground)}
    >
      {(props) => (
        <Button
          {...props}
          variant="subtle"
          size="xs"
          leftSection={<TbFileImport size={16} aria-hidden="true" />}
        >
          NPY, CSV or JSON…
        </Button>
      )}
    </FileButton>
  );
}

/** Reads a file that was chosen, and says what is wrong with it. */
function putInFile(file: File, input: TensorFacts, playground: Playground): void {
  const put = async () => {
    const values = await valuesOfFile(file.name, new Uint8Array(await file.arrayBuffer()), input);
    if (values.kind === 'tensor') putInTensors(playground.detail, [values.tensor]);
    else playground.setInput(input.name, { mode: 'values', values: { kind: 'typed' }, text: values.text });
  };
  put().catch((thrown: unknown) => notifyFailure('The file was not put in', thrown));
}
