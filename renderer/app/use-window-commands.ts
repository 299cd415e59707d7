import { useMantineColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChartLine, IconCommand, IconHome, IconPuzzle, IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { SEARCH_FIELD } from '../features/repository/model-list.tsx';
import type { Command } from './commands/command.ts';
import { openPalette, PALETTE } from './commands/palette.tsx';
import { useContributedCommands } from './commands/registry.ts';
import { NARROW, openListDrawer } from './list-drawer.ts';
import { SCHEMES } from './schemes.ts';

/** Offers what can be done from anywhere in the window. */
export function useWindowCommands(): void {
  useContributedCommands('places', usePlaceCommands());
  useContributedCommands('schemes', useSchemeCommands());
}

function usePlaceCommands(): readonly Command[] {
  const navigate = useNavigate();
  const narrow = useMediaQuery(NARROW);
  return useMemo(
    () => [
      {
        id: PALETTE,
        title: 'Search or run a command',
        label: 'Search',
        group: 'Window',
        icon: IconCommand,
        shortcut: 'mod+K',
        run: openPalette,
      },
      {
        id: 'filter',
        title: 'Filter the models',
        label: 'Filter',
        group: 'Window',
        icon: IconSearch,
        shortcut: '/',
        keywords: 'list find',
        run: () => goToFilter(narrow),
      },
      {
        id: 'start',
        title: 'Go to the start page',
        label: 'Start page',
        group: 'Window',
        icon: IconHome,
        keywords: 'home overview server',
        run: () => void navigate({ to: '/' }),
      },
      {
        id: 'frameworks',
        title: 'Go to the frameworks',
        label: 'Frameworks',
        group: 'Window',
        icon: IconPuzzle,
        keywords: 'runtimes python pytorch tensorflow tensorrt install settings interpreter',
        run: () => void navigate({ to: '/frameworks' }),
      },
      {
        id: 'metrics',
        title: 'Watch the metrics',
        label: 'Metrics',
        group: 'Window',
        icon: IconChartLine,
        keywords: 'gpu cpu memory latency requests charts',
        run: () => void navigate({ to: '/metrics' }),
      },
    ],
    [navigate, narrow],
  );
}

function goToFilter(narrow: boolean): void {
  if (narrow) openListDrawer();
  // The drawer draws its content first.
  requestAnimationFrame(() => document.getElementById(SEARCH_FIELD)?.focus());
}

function useSchemeCommands(): readonly Command[] {
  const { setColorScheme } = useMantineColorScheme();
  return useMemo(
    () =>
      SCHEMES.map(({ scheme, label, icon }) => ({
        id: `scheme:${scheme}`,
        title: `Theme: ${label.toLowerCase()}`,
        label,
        group: 'Window',
        icon,
        keywords: 'appearance color',
        run: () => setColorScheme(scheme),
      })),
    [setColorScheme],
  );
}
