import { ActionIcon, Menu } from '@mantine/core';
import { TbPlus } from 'react-icons/tb';
import { useImportCommands } from './use-import-commands.ts';

/** The button that adds models, for those who do not drag. */
export function AddMenu() {
  const commands = useImportCommands();
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label="Add models" title="Add models">
          <TbPlus size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Or drop them anywhere on the window</Menu.Label>
        {commands.map(({ id, label, icon: CommandIcon, blocked, run }) => (
          <Menu.Item
            key={id}
            leftSection={<CommandIcon size={16} />}
            disabled={blocked !== undefined}
            onClick={run}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
