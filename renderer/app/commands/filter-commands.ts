import type { Command } from './command.ts';

/** The commands whose title, group or keywords hold every word of a search. */
export function filterCommands(commands: readonly Command[], search: string): readonly Command[] {
  const words = search.toLowerCase().split(/\s+/);
  return commands.filter(({ title, group, keywords = '' }) => {
    const haystack = `${title} ${group} ${keywords}`.toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
}
