import { queryOptions } from '@tanstack/react-query';
import { fetchJson, send } from './http.ts';
import { modelCode } from './schema.ts';

const path = (name: string) => `/desk/models/${encodeURIComponent(name)}`;

/** The code of a model that runs some of its own. */
export function modelCodeQuery(name: string) {
  return queryOptions({
    queryKey: ['model', name, 'code'],
    queryFn: ({ signal }) => fetchJson(`${path(name)}/code`, modelCode, signal),
  });
}

/** Lets exactly this code of a model run. @throws InferdeckError of kind `already-exists` when it is another by now */
export async function approveCode(name: string, hash: string): Promise<void> {
  await send(`${path(name)}/approval`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ hash }),
  });
}
