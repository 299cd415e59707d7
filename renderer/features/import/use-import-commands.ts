import { TbFileImport, TbFolderPlus } from 'react-icons/tb';
import { useMemo } from 'react';
import { CATALOGUE } from '../../app/commands/catalogue.ts';
import type { Command } from '../../app/commands/command.ts';
import { useContributedCommands } from '../../app/commands/registry.ts';
import { useServerLink } from '../../queries/server-link.ts';
import { pickModels } from './pick-models.ts';

/** The ways to bring models in without dragging them. */
export function useImportCommands(): readonly Command[] {
  const live = useServerLink().state === 'live';
  const commands = useMemo((): readonly Command[] => {
    const blocked = live ? undefined : 'The server does not answer; this works again as soon as it does.';
    const about = { group: 'Models', keywords: 'import drop new version zip onnx', blocked } as const;
    return [
      {
        ...about,
        id: 'import:files',
        title: CATALOGUE['import:files'].title,
        label: 'Files or archives…',
        icon: TbFileImport,
        run: () => pickModels('files'),
      },
      {
        ...about,
        id: 'import:folder',
        title: CATALOGUE['import:folder'].title,
        label: 'A folder…',
        icon: TbFolderPlus,
        run: () => pickModels('folder'),
      },
    ];
  }, [live]);
  useContributedCommands('import', commands);
  return commands;
}
