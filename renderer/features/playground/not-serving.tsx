import { TbInfoCircle } from 'react-icons/tb';
import type { ModelSummary } from '../../../server/protocols/desk/contract.ts';
import { CommandButton } from '../../app/commands/command-button.tsx';
import { usePendingControl } from '../../queries/model-control.ts';
import { useServerLink } from '../../queries/server-link.ts';
import { useModelCommands } from '../repository/use-model-commands.ts';
import classes from './not-serving.module.css';

/** Says that the model must be loaded before it can answer, with the button to do it. */
export function NotServing({ model }: { readonly model: ModelSummary }) {
  const live = useServerLink().state === 'live';
  const control = useModelCommands().control(model);
  const pending = usePendingControl().get(model.name);
  if (!live || model.state === 'ready') return null;
  return (
    <div className={classes.notice} role="status">
      <TbInfoCircle size={16} aria-hidden="true" />
      <p className={classes.text}>{SENTENCES[model.state](model.name)} What you put in here is kept.</p>
      {model.state === 'not-loaded' || model.state === 'unavailable' ? (
        <CommandButton command={control} primary busy={pending === 'load' ? 'Loading…' : undefined} />
      ) : null}
    </div>
  );
}

const SENTENCES = {
  loading: (name: string) => `${name} is being loaded.`,
  unloading: (name: string) => `${name} is being unloaded and takes no new requests.`,
  unavailable: (name: string) => `${name} could not be loaded; its overview says why.`,
  'needs-approval': (name: string) =>
    `${name} waits until its code was looked at and approved, on its overview.`,
  'not-loaded': (name: string) => `${name} is not loaded.`,
} as const;
