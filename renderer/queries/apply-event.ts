import type { QueryClient } from '@tanstack/react-query';
import type { DeskEvent, ModelSummary } from '../../server/protocols/desk/contract.ts';
import { modelQuery, modelsQuery, serverQuery } from './desk.ts';

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
      void client.invalidateQueries({ queryKey: modelsQuery.queryKey });
      void client.invalidateQueries({ queryKey: ['model'] });
      return;
    case 'model':
      applyModel(client, event.model);
      return;
    case 'model-removed':
      client.setQueryData(modelsQuery.queryKey, (models) =>
        models?.filter((model) => model.name !== event.name),
      );
      void client.invalidateQueries({ queryKey: modelQuery(event.name).queryKey });
  }
}

function applyModel(client: QueryClient, model: ModelSummary): void {
  client.setQueryData(modelsQuery.queryKey, (models) => models && withModel(models, model));
  const { queryKey } = modelQuery(model.name);
  client.setQueryData(queryKey, (detail) => detail && { ...detail, summary: model });
  void client.invalidateQueries({ queryKey });
}
