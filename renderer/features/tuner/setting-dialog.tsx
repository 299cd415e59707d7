import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../../server/errors.ts';
import { applySetting, tunedConfigQuery } from '../../queries/tuning.ts';
import { notifyFailure } from '../../ui/notify-failure.ts';
import { TextChanges } from '../../ui/text-changes.tsx';
import classes from './tuner.module.css';

interface SettingDialogProps {
  readonly id: string;
  readonly model: string;
  readonly settingKey: string;
  readonly onClose: () => void;
}

/** What a setting changes in the configuration; nothing is written before the button. */
export function SettingDialog({ id, model, settingKey, onClose }: SettingDialogProps) {
  const { data, error } = useQuery(tunedConfigQuery(id, settingKey));
  const [busy, setBusy] = useState(false);
  const use = async () => {
    setBusy(true);
    try {
      await applySetting(id, settingKey);
      onClose();
    } catch (thrown) {
      notifyFailure('The setting is not in use', thrown);
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title="Use this setting" size={720} radius={12}>
      {error === null ? null : <p role="alert">{messageOf(error)}</p>}
      {data === undefined ? null : (
        <TextChanges label="Configuration, before and after" before={data.before} after={data.after} />
      )}
      <div className={classes.foot}>
        <span className={classes.remark}>The earlier text stays among the saves of the configuration.</span>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="filled"
          disabled={busy || data === undefined}
          onClick={() => void use()}
          data-autofocus
        >
          Save and load {model}
        </Button>
      </div>
    </Modal>
  );
}
