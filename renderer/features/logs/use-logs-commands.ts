import { TbArrowDown, TbChevronDown, TbChevronUp, TbSearch } from 'react-icons/tb';
import { useMemo } from 'react';
import { CATALOGUE } from '../../app/commands/catalogue.ts';
import type { Command } from '../../app/commands/command.ts';
import { useContributedCommands } from '../../app/commands/registry.ts';
import { LOG_SEARCH_FIELD } from './search-field.tsx';

interface LogDeeds {
  readonly follow: () => void;
  readonly go: (step: 1 | -1) => void;
}

/** Offers what can be done with the log while it is on screen. */
export function useLogsCommands(deeds: LogDeeds): void {
  const { follow, go } = deeds;
  const commands = useMemo(() => commandsOf({ follow, go }), [follow, go]);
  useContributedCommands('logs', commands);
}

function commandsOf({ follow, go }: LogDeeds): readonly Command[] {
  const focusSearch = () => document.getElementById(LOG_SEARCH_FIELD)?.focus();
  const deeds = [
    ['logs:search', 'Search', TbSearch, focusSearch],
    ['logs:next', 'Next match', TbChevronDown, () => go(1)],
    ['logs:previous', 'Previous match', TbChevronUp, () => go(-1)],
    ['logs:latest', 'Latest', TbArrowDown, follow],
  ] as const;
  return deeds.map(([id, label, icon, run]) => ({
    id,
    title: CATALOGUE[id].title,
    label,
    group: 'Window',
    icon,
    keywords: 'log lines',
    run,
  }));
}
