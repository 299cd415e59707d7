import { type QueryKey, QueryObserver } from '@tanstack/react-query';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { applyEvent } from '../../../renderer/queries/apply-event.ts';
import { createQueryClient } from '../../../renderer/queries/client.ts';
import { modelQuery, modelsQuery, serverQuery } from '../../../renderer/queries/desk.ts';
import { retryDelay } from '../../../renderer/queries/server-link.ts';
import { detailOf, serverFacts, summary } from '../../support/desk-facts.ts';

function clientWith(...models: readonly string[]) {
  const client = createQueryClient();
  client.setQueryData(
    modelsQuery.queryKey,
    models.map((name) => summary(name)),
  );
  return client;
}

function names(client: ReturnType<typeof clientWith>) {
  return client.getQueryData(modelsQuery.queryKey)?.map(({ name }) => name);
}

describe('what the server says as it happens', () => {
  test('replaces a model in the list and in its detail', () => {
    const client = clientWith('a', 'b');
    client.setQueryData(modelQuery('b').queryKey, detailOf(summary('b')));
    const loading = summary('b', { state: 'loading' });
    applyEvent(client, { type: 'model', model: loading });
    expect(client.getQueryData(modelsQuery.queryKey)?.[1]).toEqual(loading);
    expect(client.getQueryData(modelQuery('b').queryKey)?.summary).toEqual(loading);
  });

  test('puts a new model in its place by name', () => {
    const client = clientWith('a', 'c');
    applyEvent(client, { type: 'model', model: summary('b') });
    expect(names(client)).toEqual(['a', 'b', 'c']);
  });

  test('takes a removed model away', () => {
    const client = clientWith('a', 'b');
    applyEvent(client, { type: 'model-removed', name: 'a' });
    expect(names(client)).toEqual(['b']);
  });

  test('after a reconnection everything is asked again', async () => {
    const client = clientWith('a');
    client.setQueryData(modelQuery('a').queryKey, detailOf(summary('a')));
    applyEvent(client, { type: 'hello', server: serverFacts() });
    expect(client.getQueryData(serverQuery.queryKey)).toEqual(serverFacts());
    const invalidated = (queryKey: QueryKey) => client.getQueryState(queryKey)?.isInvalidated;
    await expect.poll(() => invalidated(modelsQuery.queryKey)).toBe(true);
    await expect.poll(() => invalidated(modelQuery('a').queryKey)).toBe(true);
  });

  test('an answer that was on its way when it happened is not taken for the newest', async () => {
    const client = createQueryClient();
    const { queryKey } = modelQuery('a');
    const answers = [summary('a', { state: 'loading' }), summary('a')].map((model) => detailOf(model));
    const ask = vi.fn(async ({ signal }: { signal: AbortSignal }) => {
      const answer = answers.shift();
      if (answers.length > 0) await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return answer ?? detailOf(summary('a'));
    });
    const observer = new QueryObserver(client, { queryKey, queryFn: ask });
    onTestFinished(observer.subscribe(() => {}));
    applyEvent(client, { type: 'model', model: summary('a') });
    await expect.poll(() => client.getQueryData(queryKey)?.summary.state).toBe('ready');
    expect(ask).toHaveBeenCalledTimes(2);
  });
});

test('a lost server is tried again after growing pauses of at most two seconds', () => {
  expect([0, 1, 2, 3, 4, 50].map(retryDelay)).toEqual([250, 500, 1000, 2000, 2000, 2000]);
});
