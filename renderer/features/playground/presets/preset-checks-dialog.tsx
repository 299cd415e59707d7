import { ActionIcon, Modal } from '@mantine/core';
import { TbAlertOctagonFilled, TbCircleCheckFilled, TbTrash } from 'react-icons/tb';
import { useQuery } from '@tanstack/react-query';
import type { PresetCheck } from '../../../../server/presets/contract.ts';
import { checkPresets, removePreset } from '../../../queries/presets.ts';
import { counted, formatMilliseconds } from '../../../ui/format.ts';
import { notifyFailure } from '../../../ui/notify-failure.ts';
import classes from './presets.module.css';

interface PresetChecksDialogProps {
  readonly model: string;
  readonly version: number;
  readonly onClose: () => void;
}

/** Asks a version for every preset of its model, and says which it answers as expected. */
export function PresetChecksDialog({ model, version, onClose }: PresetChecksDialogProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['preset-checks', model, version],
    queryFn: () => checkPresets(model, version),
    gcTime: 0,
  });
  const remove = (name: string) => {
    removePreset(model, name)
      .then(() => refetch())
      .catch((thrown: unknown) => notifyFailure('The preset was not removed', thrown));
  };
  return (
    <Modal opened onClose={onClose} title={`Golden presets on v${version}`} size="lg">
      <p
        aria-live="polite"
        className={classes.said}
        data-failed={(error ?? undefined) !== undefined || undefined}
      >
        {error === null ? (data === undefined ? `Asking v${version}…` : verdict(data)) : error.message}
      </p>
      <ul className={classes.checks}>
        {(data ?? []).map((check) => (
          <CheckRow key={check.name} check={check} onRemove={() => remove(check.name)} />
        ))}
      </ul>
    </Modal>
  );
}

function verdict(checks: readonly PresetCheck[]): string {
  const failed = checks.filter(({ trouble }) => trouble !== undefined).length;
  if (checks.length === 0) return 'There are no presets.';
  if (failed === 0) return `As expected: ${counted(checks.length, 'preset')}.`;
  return `${failed} of ${counted(checks.length, 'preset')} answered otherwise than expected.`;
}

function CheckRow({ check, onRemove }: { readonly check: PresetCheck; readonly onRemove: () => void }) {
  const { name, milliseconds, trouble } = check;
  return (
    <li className={classes.check}>
      {trouble === undefined ? (
        <TbCircleCheckFilled className={classes.good} size={16} aria-label="as expected" />
      ) : (
        <TbAlertOctagonFilled className={classes.bad} size={16} aria-label="otherwise than expected" />
      )}
      <div className={classes.words}>
        <strong>{name}</strong>
        {trouble === undefined ? null : <p>{trouble}</p>}
      </div>
      <span className={classes.figure}>{formatMilliseconds(milliseconds)}</span>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Remove the file of ${name}`}
        title="Remove the file"
        onClick={onRemove}
      >
        <TbTrash size={16} />
      </ActionIcon>
    </li>
  );
}
