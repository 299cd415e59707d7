import { Button, Group, Modal, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ComparisonSide } from '../../../server/comparison/plan.ts';
import classes from './remote-side-dialog.module.css';

interface RemoteSideDialogProps {
  readonly side: 'A' | 'B';
  /** What stands there now; its model and version are proposed. */
  readonly value: ComparisonSide | undefined;
  readonly onChange: (value: ComparisonSide) => void;
  readonly onClose: () => void;
}

/** Asks where else a version is served. The server here asks it; the window itself goes nowhere else. */
export function RemoteSideDialog({ side, value, onChange, onClose }: RemoteSideDialogProps) {
  const [url, setUrl] = useState(value?.kind === 'remote' ? value.url : 'http://');
  const [model, setModel] = useState(value?.model ?? '');
  const [version, setVersion] = useState<number | string>(value?.version ?? 1);
  const isAddress = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  const isWhole = typeof version === 'number' && Number.isInteger(version) && version > 0;
  return (
    <Modal opened onClose={onClose} title={`${side} on another server`}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isAddress && isWhole) onChange({ kind: 'remote', url, model, version });
        }}
      >
        <TextInput
          data-autofocus
          label="Address"
          description="Of a server that speaks the v2 protocol over HTTP, such as Triton, with its port."
          placeholder="http://gpu-box:8000"
          spellCheck={false}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <Group grow align="end">
          <TextInput label="Model" value={model} onChange={(event) => setModel(event.currentTarget.value)} />
          <NumberInput label="Version" min={1} allowDecimal={false} value={version} onChange={setVersion} />
        </Group>
        <p className={classes.words}>
          Its times hold the way there and back. Labels are those of the other side where the server tells
          none.
        </p>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="filled" disabled={!(isAddress && isWhole && model !== '')}>
            Compare with it
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
