import { TbFileDiff } from 'react-icons/tb';
import type { ModelSummary } from '../../../server/protocols/desk/contract.ts';
import { CommandButton } from '../../app/commands/command-button.tsx';
import { usePendingControl } from '../../queries/model-control.ts';
import { useModelCommands } from '../repository/use-model-commands.ts';
import { versionsText } from '../repository/words.ts';
import classes from './changed-on-disk.module.css';

/** Says that what serves is not what lies on disk any more, with the button that makes them agree. */
export function ChangedOnDisk({ model }: { readonly model: ModelSummary }) {
  const { reload, control } = useModelCommands();
  const pending = usePendingControl().get(model.name);
  if (model.state !== 'ready') return null;
  const sentence = model.onlyInMemory === true ? FOLDER_GONE : driftSentence(model);
  if (sentence === undefined) return null;
  // Without its folder it could not be loaded again.
  const command = model.onlyInMemory === true ? control(model) : reload(model);
  const busy = { load: 'Loading…', unload: 'Unloading…' };
  return (
    <div className={classes.notice} role="status">
      <TbFileDiff size={16} aria-hidden="true" />
      <p className={classes.text}>{sentence}</p>
      <CommandButton command={command} busy={pending === undefined ? undefined : busy[pending]} />
    </div>
  );
}

const FOLDER_GONE =
  'The folder of this model is gone; it lives in memory only, until it is unloaded. Put the folder back to keep it.';

function driftSentence({ versions, changedOnDisk }: ModelSummary): string | undefined {
  const drifted = (drift: string) =>
    versions.filter((version) => version.drift === drift).map(({ version }) => version);
  const gone = drifted('only-in-memory');
  if (gone.length > 0) {
    return `${versionsText(gone)} is gone from the disk and still answers requests. Loading again lets go of it.`;
  }
  const added = drifted('only-on-disk');
  if (added.length > 0) {
    return `${versionsText(added)} is only on disk. Loading again serves what the version policy takes.`;
  }
  if (!changedOnDisk) return undefined;
  return 'The files changed since this was loaded. Requests are answered by what was loaded.';
}
