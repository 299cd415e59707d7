import { useEffect } from 'react';
import { create } from 'zustand';
import type { Command } from './command.ts';

type Contributions = Readonly<Record<string, readonly Command[]>>;

const useContributions = create<Contributions>(() => ({}));

/** Offers commands for as long as the caller is on screen. Keep the array stable with `useMemo`. */
export function useContributedCommands(owner: string, commands: readonly Command[]): void {
  useEffect(() => {
    useContributions.setState({ [owner]: commands });
    return () => useContributions.setState({ [owner]: [] });
  }, [owner, commands]);
}

/** Every command that can be seen now, those of the nearest place first. */
export function useAllCommands(): readonly Command[] {
  const contributions = useContributions();
  const commands = Object.values(contributions).flat();
  return GROUP_ORDER.flatMap((group) => commands.filter((command) => command.group === group));
}

export const GROUP_ORDER: readonly Command['group'][] = ['Test', 'This model', 'Models', 'Window'];

/** The command with an id, while somebody offers it. */
export function useCommand(id: string): Command | undefined {
  return useContributions((contributions) =>
    Object.values(contributions)
      .flat()
      .find((command) => command.id === id),
  );
}
