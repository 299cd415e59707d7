import { Kbd, VisuallyHidden } from '@mantine/core';
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { TbSearch } from 'react-icons/tb';
import { useState } from 'react';
import type { Command } from './command.ts';
import { filterCommands } from './filter-commands.ts';
import classes from './palette.module.css';
import { GROUP_ORDER, useAllCommands } from './registry.ts';
import { shortcutText } from './shortcuts.ts';
import { usePreferences } from '../preferences/store.ts';
import { keyOf, type Rebound } from './keymap.ts';

const [paletteStore, palette] = createSpotlight();

/** Opens the command palette. */
export const openPalette = palette.open;

function toAction(command: Command, keys: Rebound) {
  const { icon: CommandIcon } = command;
  const key = keyOf(command.id, keys);
  return {
    id: command.id,
    label: command.title,
    ...(command.blocked === undefined ? {} : { description: command.blocked }),
    disabled: command.blocked !== undefined,
    leftSection: <CommandIcon size={16} />,
    rightSection: key === undefined ? null : <Kbd>{shortcutText(key)}</Kbd>,
    onClick: command.run,
  };
}

/** Every action of the window, searched by its words. */
export function CommandPalette() {
  const [search, setSearch] = useState('');
  const [selected, setSelected] = useState('');
  const keys = usePreferences((preferences) => preferences.keys);
  const commands = filterCommands(useAllCommands(), search).filter(({ id }) => id !== 'palette');
  const actions: SpotlightActionGroupData[] = GROUP_ORDER.flatMap((group) => {
    const inGroup = commands.filter((command) => command.group === group);
    return inGroup.length === 0
      ? []
      : [{ group, actions: inGroup.map((command) => toAction(command, keys)) }];
  });
  return (
    <>
      <Spotlight
        store={paletteStore}
        actions={actions}
        query={search}
        onQueryChange={setSearch}
        filter={(_search, found) => found}
        shortcut={null}
        limit={50}
        scrollable
        overlayProps={{ blur: 0, backgroundOpacity: 0.32 }}
        maxHeight={420}
        highlightQuery
        attributes={{ content: { 'aria-label': 'Commands' } }}
        nothingFound="No command or model has these words."
        searchProps={{
          leftSection: <TbSearch size={18} />,
          placeholder: 'Search or run a command',
          onKeyUp: () => setSelected(selectedWords()),
          'aria-label': 'Search or run a command',
        }}
        classNames={{
          content: classes.content,
          search: classes.search,
          action: classes.action,
          actionLabel: classes.label,
          actionDescription: classes.description,
          actionsGroup: classes.group,
          empty: classes.empty,
        }}
      />
      {/* The field keeps the focus, so that nothing else tells which command is selected. */}
      <VisuallyHidden role="status">{selected}</VisuallyHidden>
    </>
  );
}

/** The words of the command that the arrows are at; the palette marks it in the page alone. */
function selectedWords(): string {
  return document.querySelector<HTMLElement>('[data-action][data-selected]')?.innerText ?? '';
}
