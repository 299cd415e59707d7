import { Button, CopyButton as MantineCopyButton } from '@mantine/core';
import { TbCheck, TbCopy } from 'react-icons/tb';

interface CopyButtonProps {
  readonly text: string;
  readonly children: string;
}

/** Copies text and says so in its own place. */
export function CopyButton({ text, children }: CopyButtonProps) {
  return (
    <MantineCopyButton value={text}>
      {({ copied, copy }) => (
        <Button
          variant="subtle"
          size="xs"
          c="var(--text2)"
          onClick={copy}
          leftSection={copied ? <TbCheck size={16} /> : <TbCopy size={16} />}
        >
          <span aria-live="polite">{copied ? 'Copied' : children}</span>
        </Button>
      )}
    </MantineCopyButton>
  );
}
