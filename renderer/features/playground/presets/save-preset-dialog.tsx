import { Button, Group, Modal, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Tolerance } from '../../../../server/comparison/tolerance.ts';
import type { PresetFacts } from '../../../../server/presets/contract.ts';
import type { KeptRequest } from '../../../../server/requests/contract.ts';
import { savePreset } from '../../../queries/presets.ts';
import classes from './presets.module.css';

interface SavePresetDialogProps {
  readonly model: string;
  readonly request: KeptRequest;
  readonly presets: readonly PresetFacts[];
  readonly onClose: () => void;
}

type Exactness = 'rounding' | 'within';

/** Makes a golden preset of the answer shown: its name, and how far an answer may lie from it. */
export function SavePresetDialog({ model, request, presets, onClose }: SavePresetDialogProps) {
  const [name, setName] = useState(request.name ?? '');
  const [exactness, setExactness] = useState<Exactness>('rounding');
  const [tolerance, setTolerance] = useState<Tolerance>({ absolute: 0.01, relative: 0 });
  const replace = presets.some((preset) => preset.name === name.trim());
  const save = useMutation({
    mutationFn: () =>
      savePreset(model, {
        name: name.trim(),
        request: request.id,
        replace,
        ...(exactness === 'within' && { tolerance }),
      }),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal opened onClose={onClose} title="Save as golden preset" size="md">
      <form onSubmit={submit} className={classes.form}>
        <p className={classes.quiet}>
          The inputs and this answer are written beside the repository’s models, as a text file for version
          control. A new version of {model} takes over only when it answers all presets as expected.
        </p>
        <TextInput
          data-autofocus
          label="Name"
          required
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={save.error?.message}
          description={<code>{`.golden/${model}/${name.trim() || 'NAME'}.json`}</code>}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
        <SegmentedControl
          aria-label="What counts as the same answer"
          value={exactness}
          onChange={setExactness}
          data={[
            { value: 'rounding', label: 'Equal but for rounding' },
            { value: 'within', label: 'Within a tolerance' },
          ]}
        />
        {exactness === 'rounding' ? null : (
          <Group grow>
            {(['absolute', 'relative'] as const).map((part) => (
              <NumberInput
                key={part}
                label={part === 'absolute' ? 'Absolute' : 'Relative to the expected'}
                min={0}
                step={0.01}
                allowNegative={false}
                value={tolerance[part]}
                onChange={(value) => setTolerance({ ...tolerance, [part]: Number(value) || 0 })}
              />
            ))}
          </Group>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
            {replace ? 'Replace' : 'Save'}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
