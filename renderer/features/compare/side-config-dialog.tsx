import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ComparisonSide } from '../../../server/comparison/plan.ts';
import { configQuery } from '../../queries/config.ts';
import { modelQuery } from '../../queries/desk.ts';
import { draftKey, keptDraft } from '../config-editor/buffer/kept-drafts.ts';
import classes from './side-config-dialog.module.css';

interface SideConfigDialogProps {
  readonly side: 'A' | 'B';
  readonly value: ComparisonSide;
  readonly onChange: (value: ComparisonSide) => void;
  readonly onClose: () => void;
}

/** Asks for the configuration of a side: the one it is served with, what the editor holds unsaved, or any other. */
export function SideConfigDialog({ side, value, onChange, onClose }: SideConfigDialogProps) {
  const { model, version } = value;
  const { data: detail } = useQuery(modelQuery(model));
  const { data: onDisk, error } = useQuery(configQuery(model));
  const draft = detail === undefined ? undefined : keptDraft(draftKey(detail.summary))?.text;
  const [typed, setTyped] = useState(value.kind === 'config' ? value.config : undefined);
  const text = typed ?? draft ?? onDisk?.text ?? '';
  return (
    <Modal opened onClose={onClose} title={`Configuration of ${side}, ${model} v${version}`} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onChange({ kind: 'config', model, version, config: text });
        }}
      >
        <Textarea
          data-autofocus
          label="config.pbtxt"
          description={`Loaded for this comparison alone, beside what serves; nothing is saved.${
            typed === undefined && draft !== undefined ? ' This is what the editor holds unsaved.' : ''
          }`}
          error={error?.message}
          classNames={{ input: classes.text }}
          rows={18}
          spellCheck={false}
          value={text}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="md">
          <Button
            variant="default"
            disabled={value.kind === 'version'}
            onClick={() => onChange({ kind: 'version', model, version })}
          >
            As it is served
          </Button>
          <Button type="submit">Compare this configuration</Button>
        </Group>
      </form>
    </Modal>
  );
}
