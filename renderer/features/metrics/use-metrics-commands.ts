import { IconPinned, IconPlayerPause } from '@tabler/icons-react';
import type { Command } from '../../app/commands/command.ts';
import { useContributedCommands } from '../../app/commands/registry.ts';
import { togglePause, togglePin } from './view.ts';

const COMMANDS: readonly Command[] = [
  {
    id: 'metrics:pause',
    title: 'Stop the charts, or let them go on',
    label: 'Pause',
    group: 'Window',
    icon: IconPlayerPause,
    shortcut: 'K',
    keywords: 'metrics live',
    run: togglePause,
  },
  {
    id: 'metrics:pin',
    title: 'Pin the crosshair, or let it go',
    label: 'Pin',
    group: 'Window',
    icon: IconPinned,
    shortcut: 'P',
    keywords: 'metrics time',
    run: togglePin,
  },
];

/** Offers what can be done with the charts while they are on screen. */
export function useMetricsCommands(): void {
  useContributedCommands('metrics', COMMANDS);
}
