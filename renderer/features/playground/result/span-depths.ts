import type { RequestSpan } from '../../../../server/telemetry/trace/contract.ts';

/** How many requests stand between each request and the one that was sent, by id. */
export function spanDepths(spans: readonly RequestSpan[]): ReadonlyMap<number, number> {
  const parents = new Map(spans.map(({ id, parent }) => [id, parent]));
  const depthOf = (id: number | null | undefined): number =>
    id === null || id === undefined ? -1 : 1 + depthOf(parents.get(id));
  return new Map(spans.map(({ id }) => [id, depthOf(id)]));
}
