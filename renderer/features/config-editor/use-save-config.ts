import { useMutation, useQueryClient } from '@tanstack/react-query';
import { configFromJson } from '../../../server/config/json/from-json.ts';
import { type Impact, impactOf } from '../../../server/config/impact.ts';
import type { Diagnosis } from '../../../server/config/language/diagnose.ts';
import type { ConfigOnDisk, ConfigSaveResult, ModelDetail } from '../../../server/protocols/desk/contract.ts';
import { configHistoryQuery, configQuery, saveConfig } from '../../queries/config.ts';
import { modelQuery } from '../../queries/desk.ts';
import type { ConfigText } from './use-config-text.ts';

export interface Saving {
  readonly save: () => void;
  readonly isBusy: boolean;
  /** What the save button says: what will happen. */
  readonly label: string;
  readonly impact: Impact | undefined;
  readonly result: ConfigSaveResult | undefined;
  readonly error: Error | null;
  /** Why it cannot be saved now, as a sentence. */
  readonly blocked: string | undefined;
}

/** Saving the text of a model's configuration, and what that will do to the loaded model. */
export function useSaveConfig(
  name: string,
  disk: ConfigOnDisk,
  editing: ConfigText,
  diagnosis: Diagnosis,
): Saving {
  const client = useQueryClient();
  const detail: ModelDetail | undefined = client.getQueryData(modelQuery(name).queryKey);
  const mutation = useMutation({
    mutationFn: () => saveConfig(name, { text: editing.text, baseHash: editing.baseHash }),
    onSuccess: ({ hash }) => {
      client.setQueryData(configQuery(name).queryKey, { ...disk, text: editing.text, hash });
      editing.discard();
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: configQuery(name).queryKey });
      await client.invalidateQueries({ queryKey: configHistoryQuery(name).queryKey });
    },
  });
  const impact = loadedImpact(detail, diagnosis);
  const blocked = blockedBy(editing.state, mutation.isPending);
  return {
    save: () => {
      if (blocked === undefined) mutation.mutate();
    },
    isBusy: mutation.isPending,
    label: labelOf(impact),
    impact,
    result: mutation.data,
    error: mutation.error,
    blocked,
  };
}

function blockedBy(state: ConfigText['state'], isBusy: boolean): string | undefined {
  if (isBusy) return 'The last save is still under way.';
  if (state === 'clean') return 'The text is what the file says.';
  if (state === 'conflict') return 'The file changed on disk; choose first which text counts.';
  return undefined;
}

/** Undefined when nothing is loaded that could be changed. */
function loadedImpact(detail: ModelDetail | undefined, { effective }: Diagnosis): Impact | undefined {
  if (detail?.summary.state !== 'ready' || detail.config === null) return undefined;
  return impactOf(configFromJson(detail.config).config, effective);
}

function labelOf(impact: Impact | undefined): string {
  if (impact?.effect === 'live') return 'Save · updates live';
  return impact?.effect === 'reload' ? 'Save · reload' : 'Save';
}
