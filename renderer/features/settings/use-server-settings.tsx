import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Endpoint, ServerFacts } from '../../../server/protocols/desk/contract.ts';
import { serverQuery } from '../../queries/desk.ts';
import { changeBudget, memoryQuery } from '../../queries/settings.ts';
import { BudgetField } from '../../ui/budget-field.tsx';
import { formatBytes } from '../../ui/format.ts';
import { notifyFailure } from '../../ui/notify-failure.ts';
import type { Setting } from './setting.ts';

/** What the server may take and where it listens. */
export function useServerSettings(): readonly Setting[] {
  const { data: server } = useQuery(serverQuery);
  const budget = useBudgetSetting();
  return [...budget, ...(server === undefined ? [] : portSettings(server))];
}

function useBudgetSetting(): readonly Setting[] {
  const { data: memory } = useQuery(memoryQuery);
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (budgetBytes: number | null) => changeBudget({ budgetBytes }),
    onError: (thrown) => notifyFailure('The budget was not changed', thrown),
    onSettled: () => client.invalidateQueries({ queryKey: memoryQuery.queryKey }),
  });
  if (memory === undefined) return [];
  const { budgetBytes, usedBytes, freeBytes } = memory;
  const setting: Setting = {
    id: 'budget',
    section: 'Server',
    title: 'Memory budget of all models, MB',
    description: `Models take ${formatBytes(usedBytes)} now, ${formatBytes(freeBytes)} are free. Past the budget, whichever model was asked longest ago makes room.`,
    keywords: 'ram limit evict megabytes',
    scope: 'This machine',
    standard: 'as much as there is',
    control: (
      <BudgetField aria-label="Memory budget of all models, MB" w={200} bytes={budgetBytes} put={mutate} />
    ),
    reset: budgetBytes === null ? undefined : () => (mutate(null), () => mutate(budgetBytes)),
  };
  return [setting];
}

const PORTS = [
  { name: 'http', title: 'HTTP port', flag: '--http-port', usual: 8000 },
  { name: 'grpc', title: 'gRPC port', flag: '--grpc-port', usual: 8001 },
  { name: 'metrics', title: 'Port of the metrics', flag: '--metrics-port', usual: 8002 },
] as const;

function portSettings(server: ServerFacts): readonly Setting[] {
  return PORTS.map(({ name, title, flag, usual }) => ({
    id: name,
    section: 'Server',
    title,
    description: (
      <>
        Set when the server starts, with <code>{flag}</code>; {usual} unless it says otherwise.
      </>
    ),
    keywords: `address listen endpoint ${flag}`,
    scope: 'This server',
    control: <Address endpoint={server[name]} />,
  }));
}

function Address({ endpoint }: { readonly endpoint: Endpoint | undefined }) {
  return endpoint === undefined ? (
    <span>not served</span>
  ) : (
    <code>{`${endpoint.address}:${endpoint.port}`}</code>
  );
}
