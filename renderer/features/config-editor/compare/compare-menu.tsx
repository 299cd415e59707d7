import { Button, Menu } from '@mantine/core';
import { TbChevronDown, TbFileDiff } from 'react-icons/tb';
import type { EarlierSave } from '../../../../server/protocols/desk/contract.ts';
import type { CompareSource } from './compare-source.ts';
import classes from './compare.module.css';

interface CompareMenuProps {
  /** Whether something is loaded that the text can be compared with. */
  readonly isLoaded: boolean;
  readonly saves: readonly EarlierSave[];
  readonly onChoose: (source: CompareSource) => void;
}

/** One picker for everything that the text can be held against. */
export function CompareMenu({ isLoaded, saves, onChoose }: CompareMenuProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          className={classes.menu ?? ''}
          leftSection={<TbFileDiff size={16} />}
          rightSection={<TbChevronDown size={14} />}
        >
          Diff with
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown ?? ''}>
        <Menu.Item onClick={() => onChoose({ kind: 'saved' })}>The saved file</Menu.Item>
        <Menu.Item disabled={!isLoaded} onClick={() => onChoose({ kind: 'loaded' })}>
          {isLoaded ? 'What is loaded' : 'What is loaded: nothing'}
        </Menu.Item>
        <Menu.Item onClick={() => onChoose({ kind: 'completed' })}>The completed configuration</Menu.Item>
        {saves.length === 0 ? null : <Menu.Label>Earlier saves</Menu.Label>}
        {saves.map(({ id, savedAt }) => (
          <Menu.Item key={id} onClick={() => onChoose({ kind: 'earlier', id, savedAt })}>
            {new Date(savedAt).toLocaleString()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
