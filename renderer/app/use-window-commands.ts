import { useMantineColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  TbBell,
  TbChartLine,
  TbCommand,
  TbHome,
  TbKeyboard,
  TbPackageExport,
  TbPuzzle,
  TbSearch,
  TbSettings,
  TbTerminal2,
  TbStethoscope,
} from 'react-icons/tb';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { isAlone } from './alone.ts';
import { setInboxOpen } from '../features/inbox/use-inbox.ts';
import { SEARCH_FIELD } from '../features/repository/model-list.tsx';
import { CATALOGUE } from './commands/catalogue.ts';
import type { Command } from './commands/command.ts';
import { openKeySheet } from './commands/key-sheet.tsx';
import { openPalette } from './commands/palette.tsx';
import { useContributedCommands } from './commands/registry.ts';
import { NARROW, openListDrawer } from './list-drawer.ts';
import { SCHEMES } from './schemes.ts';

/** Offers what can be done from anywhere in the window. */
export function useWindowCommands(): void {
  const alone = useLocation({ select: ({ pathname }) => isAlone(pathname) });
  useContributedCommands('places', usePlaceCommands());
  const filter = useFilterCommand();
  useContributedCommands('filter', alone ? NONE : filter);
  useContributedCommands('schemes', useSchemeCommands());
}

/** Pages that can be gone to from anywhere. */
const PLACES = [
  { id: 'start', to: '/', label: 'Start page', icon: TbHome, keywords: 'home overview server' },
  {
    id: 'frameworks',
    to: '/frameworks',
    label: 'Frameworks',
    icon: TbPuzzle,
    keywords: 'runtimes python pytorch tensorflow tensorrt install settings interpreter',
  },
  {
    id: 'metrics',
    to: '/metrics',
    label: 'Metrics',
    icon: TbChartLine,
    keywords: 'gpu cpu memory latency requests charts',
  },
  {
    id: 'environment',
    to: '/environment',
    label: 'Check this computer',
    icon: TbStethoscope,
    keywords: 'environment diagnostics bundle gpu cuda providers python ports disk space help',
  },
  {
    id: 'export',
    to: '/export',
    label: 'Export to Triton',
    icon: TbPackageExport,
    keywords: 'docker compose kubernetes kserve container deploy cluster grafana prometheus release',
  },
  {
    id: 'logs',
    to: '/logs',
    label: 'Logs',
    icon: TbTerminal2,
    keywords: 'log lines errors warnings messages tail',
  },
  {
    id: 'settings',
    to: '/settings',
    label: 'Settings',
    icon: TbSettings,
    keywords: 'preferences options appearance density contrast motion keys shortcuts logging budget',
  },
] as const;

function usePlaceCommands(): readonly Command[] {
  const navigate = useNavigate();
  return useMemo(
    () => [
      {
        id: 'palette',
        title: CATALOGUE.palette.title,
        label: 'Search',
        group: 'Window',
        icon: TbCommand,
        run: openPalette,
      },
      ...PLACES.map(
        ({ to, ...place }): Command => ({
          ...place,
          title: CATALOGUE[place.id].title,
          group: 'Window',
          run: () => void navigate({ to }),
        }),
      ),
      {
        id: 'inbox',
        title: CATALOGUE.inbox.title,
        label: 'Inbox',
        group: 'Window',
        icon: TbBell,
        keywords: 'failures errors notifications messages bell',
        run: () => setInboxOpen(true),
      },
      {
        id: 'shortcuts:sheet',
        title: CATALOGUE['shortcuts:sheet'].title,
        label: 'Keys',
        group: 'Window',
        icon: TbKeyboard,
        keywords: 'shortcuts keyboard cheat sheet help',
        run: openKeySheet,
      },
    ],
    [navigate],
  );
}

const NONE: readonly Command[] = [];

function useFilterCommand(): readonly Command[] {
  const narrow = useMediaQuery(NARROW);
  return useMemo(
    () => [
      {
        id: 'filter',
        title: CATALOGUE.filter.title,
        label: 'Filter',
        group: 'Window',
        icon: TbSearch,
        keywords: 'list find',
        run: () => goToFilter(narrow),
      },
    ],
    [narrow],
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
      SCHEMES.map(
        ({ scheme, label, icon }): Command => ({
          id: `theme:${scheme}`,
          title: CATALOGUE[`theme:${scheme}`].title,
          label,
          group: 'Window',
          icon,
          keywords: 'appearance color',
          run: () => setColorScheme(scheme),
        }),
      ),
    [setColorScheme],
  );
}
