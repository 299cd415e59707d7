import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { type ExportFormat, RELEASE_FORM } from '../../../server/export/contract.ts';
import type { ExportChoice } from '../../queries/export.ts';
import classes from './export-page.module.css';

const FORMATS: { readonly value: ExportFormat; readonly label: string }[] = [
  { value: 'docker', label: 'docker run' },
  { value: 'compose', label: 'Compose' },
  { value: 'kubernetes', label: 'Kubernetes' },
  { value: 'kserve', label: 'KServe' },
];

interface ExportChoicesProps {
  readonly choice: ExportChoice;
  readonly repositories: readonly string[];
  readonly setRepository: (path: string) => void;
  readonly setRelease: (release: string) => void;
  readonly setFormat: (format: ExportFormat) => void;
}

/** Which repository goes to which release, and what it is run with there. */
export function ExportChoices({
  choice: { repository, release, format },
  repositories,
  setRepository,
  setRelease,
  setFormat,
}: ExportChoicesProps) {
  return (
    <div className={classes.choices}>
      {repositories.length < 2 ? null : (
        <Select
          label="Repository"
          className={classes.repository}
          allowDeselect={false}
          value={repository}
          data={[...repositories]}
          onChange={(path) => path !== null && setRepository(path)}
        />
      )}
      <TextInput
        label="Release of Triton"
        w={140}
        value={release}
        error={RELEASE_FORM.test(release) ? undefined : 'Year and month: 24.05'}
        onChange={({ currentTarget }) => setRelease(currentTarget.value.trim())}
      />
      <SegmentedControl aria-label="Run with" value={format} onChange={setFormat} data={FORMATS} />
    </div>
  );
}
