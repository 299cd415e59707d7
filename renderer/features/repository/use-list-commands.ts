import { TbArrowDown, TbArrowUp, TbStack2 } from 'react-icons/tb';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ModelSummary } from '../../../server/protocols/desk/contract.ts';
import { CATALOGUE } from '../../app/commands/catalogue.ts';
import type { Command } from '../../app/commands/command.ts';
import { useContributedCommands } from '../../app/commands/registry.ts';
import { modelsQuery } from '../../queries/desk.ts';
import { arrangeModels } from './arrange-models.ts';
import { listItems, modelAfterKey } from './list-items.ts';
import { useListSettings } from './list-settings.ts';
import { useModelCommands } from './use-model-commands.ts';

const NO_MODELS: readonly ModelSummary[] = [];

/** Offers opening, loading and unloading of every model, and stepping through the list. */
export function useListCommands(): void {
  const { data: models = NO_MODELS } = useQuery(modelsQuery);
  const open = useOpenModel();
  const { control } = useModelCommands();
  const commands = useMemo(
    () => models.flatMap((model): readonly Command[] => [openCommand(model, open), control(model)]),
    [models, open, control],
  );
  useContributedCommands('models', commands);
  useContributedCommands('steps', useStepCommands(models, open));
}

type Open = (name: string) => void;

function useOpenModel(): Open {
  const navigate = useNavigate();
  return useMemo(
    () => (name) =>
      void navigate({ to: '/models/$name', params: { name }, search: (previous) => ({ tab: previous.tab }) }),
    [navigate],
  );
}

function openCommand(model: ModelSummary, open: Open): Command {
  return {
    id: `open:${model.name}`,
    title: `Open ${model.name}`,
    label: 'Open',
    group: 'Models',
    icon: TbStack2,
    keywords: `${model.state} ${model.backend}`,
    run: () => open(model.name),
  };
}

function useStepCommands(models: readonly ModelSummary[], open: Open): readonly Command[] {
  const { name } = useParams({ strict: false });
  return useMemo(() => {
    const step = (key: 'ArrowUp' | 'ArrowDown') => {
      const items = listItems(arrangeModels(models, useListSettings.getState()));
      const next = modelAfterKey(items, name, key);
      if (next !== undefined) open(next);
    };
    return [
      stepCommand('list:previous', TbArrowUp, () => step('ArrowUp')),
      stepCommand('list:next', TbArrowDown, () => step('ArrowDown')),
    ];
  }, [models, name, open]);
}

function stepCommand(id: 'list:previous' | 'list:next', icon: Command['icon'], run: () => void): Command {
  const { title } = CATALOGUE[id];
  return { id, title, label: title, group: 'Window', icon, run };
}
