import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { ActivityEntry, DeskEvent, ModelSummary } from '../../server/protocols/desk/contract.ts';
import type { ComparisonState } from '../../server/comparison/comparison-state.ts';
import { comparisonsKey, withComparison } from './comparisons-key.ts';
import { newestLogQuery } from './logs.ts';
import { applyPoint } from './metrics.ts';
import { activityQuery, devicesQuery, modelQuery, modelsQuery, serverQuery } from './desk.ts';

/** The list with one model added or replaced, still sorted by name. */
export function withModel(models: readonly ModelSummary[], model: ModelSummary): readonly ModelSummary[] {
  const others = models.filter((other) => other.name !== model.name);
  return [...others, model].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Brings the cache up to what the server just said. */
export function applyEvent(client: QueryClient, event: DeskEvent): void {
  switch (event.type) {
    case 'hello':
      client.setQueryData(serverQuery.queryKey, event.server);
      // Whatever happened while the stream was closed is only known by asking again.
      askAgain(client, modelsQuery.queryKey);
      askAgain(client, ['model']);
      askAgain(client, activityQuery.queryKey);
      askAgain(client, ['metrics']);
      askAgain(client, comparisonsKey);
      askAgain(client, ['logs']);
      return;
    case 'model':
      applyModel(client, event.model);
      return;
    case 'model-removed':
      applyToList(client, (models) => models.filter((model) => model.name !== event.name));
      askAgain(client, modelQuery(event.name).queryKey);
      return;
    case 'activity':
      client.setQueryData(activityQuery.queryKey, (entries) => entries && withEntry(entries, event.entry));
      return;
    case 'comparison':
      applyComparison(client, event.comparison);
      return;
    case 'logs':
      client.setQueryData(newestLogQuery.queryKey, event.newest);
      return;
    case 'devices':
      client.setQueryData(devicesQuery.queryKey, event.reading);
      return;
    case 'metrics':
      applyPoint(client, event.range, event.point);
  }
}

function applyComparison(client: QueryClient, comparison: ComparisonState): void {
  client.setQueryData(
    comparisonsKey,
    (states: readonly ComparisonState[] | undefined) => states && withComparison(states, comparison),
  );
  // A list that is still on its way may be older than the event.
  if (client.isFetching({ queryKey: comparisonsKey }) > 0) askAgain(client, comparisonsKey);
}

/** The entries with one added at the front, or brought up to date in its place. */
function withEntry(entries: readonly ActivityEntry[], entry: ActivityEntry): readonly ActivityEntry[] {
  const known = entries.some(({ id }) => id === entry.id);
  return known ? entries.map((other) => (other.id === entry.id ? entry : other)) : [entry, ...entries];
}

function applyModel(client: QueryClient, model: ModelSummary): void {
  applyToList(client, (models) => withModel(models, model));
  const { queryKey } = modelQuery(model.name);
  client.setQueryData(queryKey, (detail) => detail && { ...detail, summary: model });
  askAgain(client, queryKey);
}

type Models = readonly ModelSummary[];

/** Changes the list that is known; one that is still on its way may be older than the event, so it is asked for anew. */
function applyToList(client: QueryClient, change: (models: Models) => Models): void {
  const { queryKey } = modelsQuery;
  const asking = client.isFetching({ queryKey, exact: true }) > 0;
  client.setQueryData(queryKey, (models) => models && change(models));
  if (asking) askAgain(client, queryKey);
}

/** An answer that is on its way would otherwise be taken for the newest. */
function askAgain(client: QueryClient, queryKey: QueryKey): void {
  void client.cancelQueries({ queryKey }).then(() => client.invalidateQueries({ queryKey }));
}
