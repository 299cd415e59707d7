import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ExportFormat, type ModelExport, RELEASE_FORM } from '../../../server/export/contract.ts';
import { serverQuery } from '../../queries/desk.ts';
import { exportQuery } from '../../queries/export.ts';
import { counted } from '../../ui/format.ts';
import { ExportChoices } from './export-choices.tsx';
import { ExportFiles } from './export-files.tsx';
import classes from './export-page.module.css';
import { ModelVerdicts } from './model-verdicts.tsx';

/** A release that is published with all the backends of today. */
const USUAL_RELEASE = '26.04';

/** What a release of Triton makes of the repository, and the files that serve it there. */
export default function ExportPage() {
  const { data: server } = useQuery(serverQuery);
  const [chosen, setChosen] = useState<string>();
  const [release, setRelease] = useState(USUAL_RELEASE);
  const [format, setFormat] = useState<ExportFormat>('docker');
  const repositories = server?.repositories.map(({ path }) => path) ?? [];
  const repository = chosen ?? repositories[0] ?? '';
  const choice = { repository, release, format };
  const { data: preview, error } = useQuery({
    ...exportQuery(choice),
    enabled: repository !== '' && RELEASE_FORM.test(release),
  });
  return (
    <div className={classes.page}>
      <header>
        <h1 className={classes.title}>Export to Triton</h1>
        <p role="status" className={classes.lead}>
          {error?.message ?? (preview === undefined ? 'Reading the repository…' : sum(preview.check.models))}
        </p>
      </header>
      <ExportChoices
        choice={choice}
        repositories={repositories}
        setRepository={setChosen}
        setRelease={setRelease}
        setFormat={setFormat}
      />
      {preview === undefined || error !== null ? null : (
        <>
          <ModelVerdicts check={preview.check} />
          <ExportFiles preview={preview} choice={choice} />
        </>
      )}
    </div>
  );
}

/** `3 models load there, 1 of them to look at; 1 does not.` */
function sum(models: readonly ModelExport[]): string {
  const count = (verdict: ModelExport['verdict']) =>
    models.filter((model) => model.verdict === verdict).length;
  const [refused, attention] = [count('refused'), count('attention')];
  const loads = models.length - refused;
  const there = `${counted(loads, 'model')} ${loads === 1 ? 'loads' : 'load'} there`;
  const look = attention === 0 ? '' : `, ${attention} of them to look at`;
  return refused === 0
    ? `${there}${look}.`
    : `${there}${look}; ${refused} ${refused === 1 ? 'does' : 'do'} not.`;
}
