import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ConfigContext, PeerModel } from '../../../server/config/context.ts';
import { configFromJson } from '../../../server/config/json/from-json.ts';
import type { ConfigSurroundings, EnsembleMember } from '../../../server/protocols/desk/contract.ts';
import { ensembleMembersQuery } from '../../queries/config.ts';
import type { ConfigBuffer } from './buffer/config-buffer.ts';
import { diagnosisOf } from './monaco/analysis.ts';

/** Everything that the text of a model is checked against; an ensemble also against the models that it names. */
export function useConfigContext(
  name: string,
  { context, modelNames }: ConfigSurroundings,
  buffer: ConfigBuffer,
): ConfigContext {
  const steps = diagnosisOf(buffer.model).config.ensemble_scheduling?.step ?? [];
  const names = [...new Set(steps.map(({ model_name }) => model_name))].filter((member) => member !== '');
  const { data: members } = useQuery(ensembleMembersQuery(name, names.toSorted()));
  return useMemo(
    () => ({ ...context, modelNames, ...(members !== undefined && { peers: peersOf(members) }) }),
    [context, modelNames, members],
  );
}

function peersOf(members: readonly EnsembleMember[]): ReadonlyMap<string, PeerModel> {
  return new Map(
    members.map(({ name, config, loadedVersions }) => [
      name,
      { config: configFromJson(config).config, loadedVersions },
    ]),
  );
}
