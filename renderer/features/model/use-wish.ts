import { useMutation, useQueryClient } from '@tanstack/react-query';
import { modelQuery } from '../../queries/desk.ts';
import { notifyFailure } from '../../ui/notify-failure.ts';

/** Sends a wish to the server and shows the model as it is afterwards. */
export function useWish<T>(name: string, send: (wish: T) => Promise<void>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onError: (thrown) => notifyFailure('This was not changed', thrown),
    onSettled: () => client.invalidateQueries({ queryKey: modelQuery(name).queryKey }),
  });
}
