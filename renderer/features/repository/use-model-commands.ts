import { TbPlayerEject, TbPlayerPlay, TbRefresh } from 'react-icons/tb';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ModelSummary, ServerFacts } from '../../../server/protocols/desk/contract.ts';
import type { Command } from '../../app/commands/command.ts';
import { serverQuery } from '../../queries/desk.ts';
import { controlModel, type Verb } from '../../queries/model-control.ts';
import { type ServerLink, useServerLink } from '../../queries/server-link.ts';
import { showFailure } from '../../ui/notify-failure.ts';

/** The one thing to do with a model in its state: load it, load it again or unload it. */
export type ControlCommand = Command & { readonly verb: Verb };

export interface ModelCommands {
  readonly control: (model: ModelSummary) => ControlCommand;
  /** Takes over files that changed since a model was loaded. */
  readonly reload: (model: ModelSummary) => Command;
}

/** Makes load and unload commands that know whether the server would take them. */
export function useModelCommands(): ModelCommands {
  const client = useQueryClient();
  const link = useServerLink();
  const { data: server } = useQuery(serverQuery);
  return useMemo(() => {
    const blocked = whyBlocked(link, server?.controlMode);
    return {
      control: (model) => controlCommand(client, model, blocked),
      reload: (model) => reloadCommand(client, model, blocked),
    };
  }, [client, link, server?.controlMode]);
}

/** Why nothing can be loaded or unloaded now, if so. */
function whyBlocked(link: ServerLink, mode: ServerFacts['controlMode'] | undefined): string | undefined {
  if (link.state !== 'live') return 'The server does not answer; this works again as soon as it does.';
  if (mode === undefined || mode === 'explicit') return undefined;
  return `The server was started with model control mode “${mode}”. Start it with --model-control-mode explicit to load and unload models here.`;
}

function controlCommand(
  client: QueryClient,
  model: ModelSummary,
  blocked: string | undefined,
): ControlCommand {
  const verb: Verb = model.state === 'ready' || model.state === 'unloading' ? 'unload' : 'load';
  const again = model.state === 'unavailable';
  const label = verb === 'unload' ? 'Unload' : again ? 'Load again' : 'Load';
  const busy =
    model.state === 'loading' || model.state === 'unloading'
      ? `${model.name} is ${model.state} already.`
      : undefined;
  const waiting =
    verb === 'load' && model.needsApproval === true
      ? `${model.name} runs code that nobody has approved. Look at it first.`
      : undefined;
  return {
    id: `${verb}:${model.name}`,
    verb,
    title: again ? `Load ${model.name} again` : `${label} ${model.name}`,
    label,
    group: 'Models',
    icon: verb === 'unload' ? TbPlayerEject : again ? TbRefresh : TbPlayerPlay,
    keywords: verb === 'unload' ? 'eject stop free' : 'start serve',
    blocked: blocked ?? busy ?? waiting,
    run: () => void control(client, verb, model.name),
  };
}

function reloadCommand(client: QueryClient, { name }: ModelSummary, blocked: string | undefined): Command {
  return {
    id: `reload:${name}`,
    title: `Load ${name} again`,
    label: 'Load again',
    group: 'This model',
    icon: TbRefresh,
    keywords: 'reload changed files',
    blocked,
    run: () => void control(client, 'load', name),
  };
}

async function control(client: QueryClient, verb: Verb, name: string): Promise<void> {
  try {
    await controlModel(client, verb, name);
  } catch (thrown) {
    showFailure(verb === 'load' ? `${name} did not load` : `${name} did not unload`, thrown);
  }
}
