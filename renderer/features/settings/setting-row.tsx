import { ActionIcon } from '@mantine/core';
import { TbRestore } from 'react-icons/tb';
import type { Setting } from './setting.ts';
import classes from './settings-page.module.css';

/** One setting: what it does, for whom, its default, and how to change it and go back. */
export function SettingRow({ setting }: { readonly setting: Setting }) {
  const { title, description, scope, standard, control, reset } = setting;
  return (
    <li className={classes.setting} data-changed={reset !== undefined || undefined}>
      <div className={classes.words}>
        <p className={classes.name}>{title}</p>
        <p className={classes.description}>{description}</p>
        <p className={classes.facts}>
          {scope}
          {standard === undefined ? ' · not changed here' : ` · by default ${standard}`}
        </p>
      </div>
      <div className={classes.control}>{control}</div>
      <ActionIcon
        size={26}
        aria-label={`Reset ${title}`}
        title={reset === undefined ? 'It has its default' : 'Reset'}
        className={classes.reset}
        disabled={reset === undefined}
        onClick={() => reset?.()}
      >
        <TbRestore size={16} />
      </ActionIcon>
    </li>
  );
}
