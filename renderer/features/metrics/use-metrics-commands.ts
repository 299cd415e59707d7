import { TbPinned, TbPlayerPause } from 'react-icons/tb';
import { CATALOGUE } from '../../app/commands/catalogue.ts';
import type { Command } from '../../app/commands/command.ts';
import { useContributedCommands } from '../../app/commands/registry.ts';
import { togglePause, togglePin } from './view.ts';

const COMMANDS: readonly Command[] = [
  {
    id: 'metrics:pause',
    title: CATALOGUE['metrics:pause'].title,
    label: 'Pause',
    group: 'Window',
    icon: TbPlayerPause,
    keywords: 'metrics live',
    run: togglePause,
  },
  {
    id: 'metrics:pin',
    title: CATALOGUE['metrics:pin'].title,
    label: 'Pin',
    group: 'Window',
    icon: TbPinned,
    keywords: 'metrics time',
    run: togglePin,
  },
];

/** Offers what can be done with the charts while they are on screen. */
export function useMetricsCommands(): void {
  useContributedCommands('metrics', COMMANDS);
}
