import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { KeptRequest } from '../../../../server/requests/contract.ts';

interface RequestNameDialogProps {
  readonly request: KeptRequest;
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks for the name of a request. */
export function RequestNameDialog({ request, onName, onClose }: RequestNameDialogProps) {
  const [name, setName] = useState(request.name ?? '');
  return (
    <Modal opened onClose={onClose} title="Name this request" size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onName(name);
          onClose();
        }}
      >
        <TextInput
          data-autofocus
          label="Name"
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">Save</Button>
        </Group>
      </form>
    </Modal>
  );
}
