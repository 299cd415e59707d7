import { CommandButton } from '../../app/commands/command-button.tsx';
import { useCommand } from '../../app/commands/registry.ts';

/** Sends the request of the open test, or cancels it when it takes long. */
export function RunButton() {
  const run = useCommand('test:run');
  const cancel = useCommand('test:cancel');
  if (cancel !== undefined) return <CommandButton command={cancel} />;
  return run === undefined ? null : <CommandButton command={run} primary />;
}
