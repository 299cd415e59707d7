import { IconFileDiff } from '@tabler/icons-react';
import type { ModelSummary } from '../../../server/protocols/desk/contract.ts';
import { CommandButton } from '../../app/commands/command-button.tsx';
import { usePendingControl } from '../../queries/model-control.ts';
import { useModelCommands } from '../repository/use-model-commands.ts';
import classes from './changed-on-disk.module.css';

/** Says that what serves is not what lies on disk any more, with the button that takes it over. */
export function ChangedOnDisk({ model }: { readonly model: ModelSummary }) {
  const reload = useModelCommands().reload(model);
  const pending = usePendingControl().get(model.name);
  if (!model.changedOnDisk || model.state !== 'ready') return null;
  return (
    <div className={classes.notice} role="status">
      <IconFileDiff size={16} aria-hidden="true" />
      <p className={classes.text}>
        The files changed since this was loaded. Requests are answered by what was loaded.
      </p>
      <CommandButton command={reload} busy={pending === 'load' ? 'Loading…' : undefined} />
    </div>
  );
}
