import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { impactOf } from '../../../../server/config/impact.ts';
import { configFromJson } from '../../../../server/config/json/from-json.ts';
import type { Diagnosis } from '../../../../server/config/language/diagnose.ts';
import type { ModelDetail } from '../../../../server/protocols/desk/contract.ts';
import { inFlightQuery } from '../../../queries/config.ts';
import { serverQuery } from '../../../queries/desk.ts';
import { planSave, type SavePlan } from './save-plan.ts';

/** What saving the text as it is now would do. */
export function useSavePlan(
  { summary, config }: ModelDetail,
  diagnosis: Diagnosis,
  isEdited: boolean,
): SavePlan {
  const { data: server } = useQuery(serverQuery);
  const serves = summary.versions.some(({ state }) => state === 'READY');
  const loaded = useMemo(() => (config === null ? undefined : configFromJson(config).config), [config]);
  const impact = useMemo(
    () => (loaded === undefined || !serves ? undefined : impactOf(loaded, diagnosis.effective)),
    [loaded, serves, diagnosis],
  );
  const { data: waiting } = useQuery({
    ...inFlightQuery(summary.name),
    enabled: isEdited && impact?.effect === 'reload',
  });
  return planSave({
    model: summary,
    controlMode: server?.controlMode,
    impact,
    error: diagnosis.problems.find(({ severity }) => severity === 'error'),
    inFlight: waiting?.requests ?? 0,
  });
}
