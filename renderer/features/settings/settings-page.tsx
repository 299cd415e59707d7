import { Button, TextInput } from '@mantine/core';
import { TbAlertTriangleFilled, TbRestore, TbSearch } from 'react-icons/tb';
import { useState } from 'react';
import { usePreferencesRemark } from '../../app/preferences/store.ts';
import { Card } from '../../ui/card.tsx';
import { AboutCard } from './about-card.tsx';
import { resetAll } from './reset-all.tsx';
import { findSettings, SECTIONS } from './setting.ts';
import { SettingRow } from './setting-row.tsx';
import classes from './settings-page.module.css';
import { useAdvancedSettings } from './use-advanced-settings.tsx';
import { useAppearanceSettings } from './use-appearance-settings.tsx';
import { useKeySettings } from './use-key-settings.tsx';
import { useLogSettings } from './use-log-settings.tsx';
import { useServerSettings } from './use-server-settings.tsx';

/** Everything that can be set, with its scope and its default. */
export default function SettingsPage() {
  const [search, setSearch] = useState('');
  const settings = [
    useAppearanceSettings(),
    useServerSettings(),
    useLogSettings(),
    useKeySettings(),
    useAdvancedSettings(),
  ].flat();
  const found = findSettings(settings, search);
  const changed = settings.filter(({ reset }) => reset !== undefined);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <h1 className={classes.title}>Settings</h1>
        <TextInput
          type="search"
          aria-label="Find a setting"
          placeholder="Find a setting"
          className={classes.search}
          leftSection={<TbSearch size={16} />}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <Button
          leftSection={<TbRestore size={16} />}
          disabled={changed.length === 0}
          onClick={() => resetAll(changed)}
        >
          Reset all
        </Button>
      </header>
      <UnreadRemark />
      {SECTIONS.map((section) => {
        const inside = found.filter((setting) => setting.section === section);
        return inside.length === 0 ? null : (
          <Card key={section} title={section} flush>
            <ul data-section={section}>
              {inside.map((setting) => (
                <SettingRow key={setting.id} setting={setting} />
              ))}
            </ul>
          </Card>
        );
      })}
      {search === '' ? <AboutCard /> : null}
      <p role="status" className={classes.nothing}>
        {found.length === 0 ? 'No setting has these words.' : ''}
      </p>
    </div>
  );
}

function UnreadRemark() {
  const { remark } = usePreferencesRemark();
  return remark === undefined ? null : (
    <p className={classes.remark}>
      <TbAlertTriangleFilled size={16} aria-hidden="true" />
      {remark}
    </p>
  );
}
