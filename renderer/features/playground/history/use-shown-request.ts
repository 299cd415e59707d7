import { useQuery } from '@tanstack/react-query';
import type { ModelDetail } from '../../../../server/protocols/desk/contract.ts';
import type { KeptRequest } from '../../../../server/requests/contract.ts';
import { requestsQuery } from '../../../queries/requests.ts';
import { useOpenRequests } from './known-requests.ts';

/** The kept request whose answer is shown; undefined when nothing is, or it is not kept. */
export function useShownRequest({ summary }: ModelDetail): KeptRequest | undefined {
  const { data } = useQuery(requestsQuery);
  const openId = useOpenRequests((open) => open[summary.name]);
  return data?.find(({ id }) => id === openId);
}
