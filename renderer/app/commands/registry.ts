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

/** Runs a command, if somebody offers it now. @returns why it could not be run, as a sentence */
export function runCommand(id: string): string | undefined {
  const command = Object.values(useContributions.getState())
    .flat()
    .find((offered) => offered.id === id);
  if (command === undefined) return 'This cannot be done here.';
  if (command.blocked === undefined) command.run();
  return command.blocked;
}

/** The command with an id, while somebody offers it. */
export function useCommand(id: string): Command | undefined {
  return useContributions((contributions) =>
    Object.values(contributions)
      .flat()
      .find((command) => command.id === id),
  );
}
