import type { ModelExport, RepositoryExport } from '../../../server/export/contract.ts';
import { Card } from '../../ui/card.tsx';
import { Action, Found, VerdictRow } from '../../ui/verdict-row.tsx';

const LOOKS = {
  accepted: { verdict: 'ok', label: 'Loads' },
  attention: { verdict: 'attention', label: 'Loads, but look' },
  refused: { verdict: 'refused', label: 'Does not load' },
} as const satisfies Record<ModelExport['verdict'], unknown>;

const ORDER: readonly ModelExport['verdict'][] = ['refused', 'attention', 'accepted'];

/** Every model with the verdict of the release; those that do not load first. */
export function ModelVerdicts({ check: { models, release } }: { readonly check: RepositoryExport }) {
  const sorted = ORDER.flatMap((verdict) => models.filter((model) => model.verdict === verdict));
  return (
    <Card title="Models" note={`in Triton ${release}`} flush>
      <ul>
        {sorted.map((model) => (
          <ModelVerdict key={model.model} model={model} />
        ))}
      </ul>
    </Card>
  );
}

function ModelVerdict({ model: { model, verdict, findings } }: { readonly model: ModelExport }) {
  return (
    <VerdictRow {...LOOKS[verdict]} title={model}>
      {findings.length === 0 ? <Found>Loads as it is.</Found> : null}
      {findings.map(({ sentence, why, nextStep }) => (
        <div key={sentence}>
          <Found>
            {sentence} {why}
          </Found>
          <Action>{nextStep}</Action>
        </div>
      ))}
    </VerdictRow>
  );
}
