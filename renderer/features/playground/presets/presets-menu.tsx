import { Button, Menu } from '@mantine/core';
import { TbBookmark, TbChecks, TbChevronDown, TbDeviceFloppy } from 'react-icons/tb';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { presetInputs, presetsQuery } from '../../../queries/presets.ts';
import { notifyFailure } from '../../../ui/notify-failure.ts';
import { putInTensors } from '../drafts.ts';
import { useShownRequest } from '../history/use-shown-request.ts';
import type { Playground } from '../use-playground.ts';
import { PresetChecksDialog } from './preset-checks-dialog.tsx';
import { SavePresetDialog } from './save-preset-dialog.tsx';

/** Golden presets of the model: one is put in, the answer shown becomes one, or all are checked. */
export function PresetsMenu({ playground }: { readonly playground: Playground }) {
  const { detail, version } = playground;
  const { name } = detail.summary;
  const client = useQueryClient();
  const { data: presets = [] } = useQuery(presetsQuery(name));
  const [dialog, setDialog] = useState<'save' | 'check' | undefined>();
  const shown = useShownRequest(detail);
  const close = () => {
    setDialog(undefined);
    void client.invalidateQueries({ queryKey: presetsQuery(name).queryKey });
  };
  const put = (preset: string) => {
    presetInputs(name, preset)
      .then((inputs) => putInTensors(detail, inputs))
      .catch((thrown: unknown) => notifyFailure('The preset was not put in', thrown));
  };
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button
            variant="default"
            size="xs"
            leftSection={<TbBookmark size={16} />}
            rightSection={<TbChevronDown size={14} />}
          >
            {presets.length === 0 ? 'Presets' : `Presets ${presets.length}`}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {presets.length === 0 ? (
            <Menu.Label>None yet: a preset is an input with the answer that is right.</Menu.Label>
          ) : (
            <Menu.Label>Put in</Menu.Label>
          )}
          {presets.map((preset) => (
            <Menu.Item
              key={preset.name}
              disabled={preset.state === 'broken'}
              title={preset.state === 'broken' ? preset.why : undefined}
              onClick={() => put(preset.name)}
            >
              {preset.name}
              {preset.state === 'broken' ? ' (cannot be read)' : ''}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            leftSection={<TbDeviceFloppy size={16} />}
            disabled={shown?.request === undefined || shown.response === undefined}
            onClick={() => setDialog('save')}
          >
            Save the answer shown…
          </Menu.Item>
          <Menu.Item
            leftSection={<TbChecks size={16} />}
            disabled={presets.length === 0 || version === undefined}
            onClick={() => setDialog('check')}
          >
            {version === undefined ? 'Check all' : `Check all on v${version}`}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'save' && shown !== undefined ? (
        <SavePresetDialog model={name} request={shown} presets={presets} onClose={close} />
      ) : null}
      {dialog === 'check' && version !== undefined ? (
        <PresetChecksDialog model={name} version={version} onClose={close} />
      ) : null}
    </>
  );
}
