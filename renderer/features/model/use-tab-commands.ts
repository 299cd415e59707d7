import { TbChartLine, TbFileCode, TbFlask, TbInfoCircle, TbScale } from 'react-icons/tb';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ModelSummary } from '../../../server/protocols/desk/contract.ts';
import type { Command } from '../../app/commands/command.ts';
import { useContributedCommands } from '../../app/commands/registry.ts';
import type { ModelTab } from '../../app/model-search.ts';
import { readyVersions } from './versions.ts';

interface TabCommands {
  readonly overview: Command;
  readonly config: Command;
  readonly test: Command;
  readonly metrics: Command;
  readonly compare: Command;
}

/** Offers the tabs of the open model. */
export function useTabCommands(model: ModelSummary): TabCommands {
  const navigate = useNavigate();
  const { name } = model;
  const comparable = readyVersions(model).length > 0;
  const commands = useMemo((): TabCommands => {
    const show = (tab: ModelTab) =>
      void navigate({
        to: '/models/$name',
        params: { name },
        search: (previous) => ({ ...previous, tab: tab === 'overview' ? undefined : tab }),
      });
    return {
      test: {
        id: 'tab:test',
        title: `Test ${name}`,
        label: 'Test',
        group: 'This model',
        icon: TbFlask,
        keywords: 'try infer request playground',
        run: () => show('test'),
      },
      config: {
        id: 'tab:config',
        title: `Edit the configuration of ${name}`,
        label: 'Config',
        group: 'This model',
        icon: TbFileCode,
        keywords: 'pbtxt edit monaco settings',
        run: () => show('config'),
      },
      metrics: {
        id: 'tab:metrics',
        title: `Metrics of ${name}`,
        label: 'Metrics',
        group: 'This model',
        icon: TbChartLine,
        keywords: 'batching latency requests slow device',
        run: () => show('metrics'),
      },
      compare: {
        id: 'model:compare',
        title: `Compare versions of ${name}`,
        label: 'Compare',
        group: 'This model',
        icon: TbScale,
        keywords: 'a/b difference accuracy latency verdict',
        blocked: comparable ? undefined : 'A version must be served to be compared.',
        run: () => void navigate({ to: '/compare/$name', params: { name } }),
      },
      overview: {
        id: 'tab:overview',
        title: `Overview of ${name}`,
        label: 'Overview',
        group: 'This model',
        icon: TbInfoCircle,
        keywords: 'signature versions config',
        run: () => show('overview'),
      },
    };
  }, [navigate, name, comparable]);
  useContributedCommands(
    'tabs',
    useMemo(() => Object.values(commands), [commands]),
  );
  return commands;
}
