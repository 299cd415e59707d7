import type { ExportPreview, ModelExport } from './contract.ts';

const WORDS: Readonly<Record<ModelExport['verdict'], string>> = {
  accepted: 'loads',
  attention: 'loads, but look',
  refused: 'does not load',
};

/** What a release makes of a repository, as a terminal shows it. */
export function verdictText({ check }: ExportPreview): string {
  const width = Math.max(0, ...check.models.map(({ model }) => model.length));
  const lines = check.models.flatMap(({ model, verdict, findings }) => [
    `${model.padEnd(width)}  ${WORDS[verdict]}`,
    ...findings.flatMap(({ sentence, why, nextStep }) => [
      `  - ${sentence}`,
      `    ${why}`,
      `    ${nextStep}`,
    ]),
  ]);
  return [`Triton ${check.release} and ${check.repository}:`, '', ...lines].join('\n');
}
