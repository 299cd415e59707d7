import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ModelDetail } from '../../../../server/protocols/desk/contract.ts';
import type { KeptRequest, RequestChange } from '../../../../server/requests/contract.ts';
import { changeRequest, clearRequests, removeRequest, requestsQuery } from '../../../queries/requests.ts';
import { notifyFailure } from '../../../ui/notify-failure.ts';
import { changeKnown, useOpenRequests } from './known-requests.ts';
import { openRequest } from './open-request.ts';

/** The requests that windows made of one model, and what can be done with them. */
export interface RequestHistory {
  /** Pinned first, then the newest; undefined while they are asked for. */
  readonly requests: readonly KeptRequest[] | undefined;
  readonly failure: Error | null;
  /** The one whose answer is shown. */
  readonly openId: string | undefined;
  readonly open: (request: KeptRequest) => Promise<void>;
  readonly change: (request: KeptRequest, change: RequestChange) => void;
  readonly remove: (request: KeptRequest) => void;
  readonly clear: () => void;
}

/** Keeps up with the requests of a model. */
export function useRequestHistory(detail: ModelDetail): RequestHistory {
  const client = useQueryClient();
  const { name } = detail.summary;
  const { data, error } = useQuery(requestsQuery);
  const openId = useOpenRequests((open) => open[name]);
  const requests = useMemo(() => {
    const own = data?.filter(({ model }) => model === name);
    return own?.toSorted((a, b) => Number(b.pinned) - Number(a.pinned) || b.at - a.at);
  }, [data, name]);
  return {
    requests,
    failure: error,
    openId,
    open: (request) => openRequest(detail, request).catch(said('The request was not opened')),
    change: (request, change) => {
      changeRequest(request.id, change)
        .then((changed) => replace(client, changed))
        .catch(said('The request was not changed'));
    },
    remove: ({ id }) => {
      removeRequest(id)
        .then(() => changeKnown(client, (all) => all.filter((other) => other.id !== id)))
        .catch(said('The request was not forgotten'));
    },
    clear: () => {
      clearRequests(name)
        .then(() => changeKnown(client, (all) => all.filter(({ model, pinned }) => pinned || model !== name)))
        .catch(said('The requests were not forgotten'));
    },
  };
}

function replace(client: QueryClient, changed: KeptRequest): void {
  changeKnown(client, (all) => all.map((other) => (other.id === changed.id ? changed : other)));
}

const said = (title: string) => (thrown: unknown) => notifyFailure(title, thrown);
