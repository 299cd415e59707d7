import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConfigSaveResult } from '../../../../server/protocols/desk/contract.ts';
import { configHistoryQuery, configQuery, saveConfig } from '../../../queries/config.ts';
import type { ConfigBuffer } from '../buffer/config-buffer.ts';

export interface Saving {
  readonly save: () => void;
  readonly isBusy: boolean;
  /** What the last save of this visit did. */
  readonly result: ConfigSaveResult | undefined;
  readonly error: Error | null;
}

/** Saves the text of a model's configuration over the file that it began from. */
export function useSaveConfig(name: string, buffer: ConfigBuffer): Saving {
  const client = useQueryClient();
  const { mutate, isPending, data, error } = useMutation({
    mutationFn: () => save(client, name, buffer),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: configQuery(name).queryKey });
      await client.invalidateQueries({ queryKey: configHistoryQuery(name).queryKey });
    },
  });
  return { save: mutate, isBusy: isPending, result: data, error };
}

async function save(client: QueryClient, name: string, buffer: ConfigBuffer): Promise<ConfigSaveResult> {
  const sent = buffer.beginSave();
  try {
    const result = await saveConfig(name, sent);
    const { queryKey } = configQuery(name);
    // An answer that is on its way may still know the file as it was.
    await client.cancelQueries({ queryKey });
    client.setQueryData(queryKey, (disk) => disk && { ...disk, text: sent.text, hash: result.hash });
    buffer.saved(sent, result.hash);
    return result;
  } catch (error) {
    buffer.notSaved();
    throw error;
  }
}
