import { Button, Modal } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DiagnosticsFile } from '../../../server/diagnostics/contract.ts';
import { collectDiagnostics, diagnosticsZip } from '../../queries/diagnostics.ts';
import { download } from '../../ui/download.ts';
import { counted, formatBytes } from '../../ui/format.ts';
import { notifyFailure } from '../../ui/notify-failure.ts';
import classes from './environment-page.module.css';
import { foldersOf } from './folders-of.ts';

const COLLECTED = {
  queryKey: ['diagnostics'],
  queryFn: collectDiagnostics,
  staleTime: 0,
  gcTime: 0,
} as const;

/** What a bundle for somebody who helps would hold, to be read before it is saved. */
export function DiagnosticsDialog({ close }: { readonly close: () => void }) {
  const { data: bundle, error } = useQuery(COLLECTED);
  const save = useMutation({
    mutationFn: diagnosticsZip,
    onSuccess: (zip) => download('inferdeck-diagnostics.zip', zip),
    onError: (thrown) => notifyFailure('The bundle was not saved', thrown),
  });
  const files = bundle?.files ?? [];
  return (
    <Modal opened onClose={close} title={titleOf(files)} size={960} radius={12}>
      {bundle === undefined ? (
        <p role="status">{error?.message ?? 'Collecting versions, checks and configurations…'}</p>
      ) : (
        <Preview files={files} />
      )}
      <div className={classes.foot}>
        <p>Without secrets, the home folder and your name. Nothing is sent anywhere.</p>
        <Button
          variant="filled"
          leftSection={<IconDownload size={16} />}
          disabled={bundle === undefined}
          loading={save.isPending}
          onClick={() => bundle && save.mutate(bundle.id)}
        >
          Save as a zip
        </Button>
      </div>
    </Modal>
  );
}

function titleOf(files: readonly DiagnosticsFile[]): string {
  return files.length === 0 ? 'Diagnostics' : `Diagnostics, ${counted(files.length, 'file')}`;
}

function Preview({ files }: { readonly files: readonly DiagnosticsFile[] }) {
  const [path, setPath] = useState(files[0]?.path);
  const shown = files.find((file) => file.path === path);
  return (
    <div className={classes.bundle}>
      <nav className={classes.files} aria-label="Files of the bundle">
        {foldersOf(files).map(({ folder, inside }) => (
          <div key={folder}>
            {folder === '' ? null : <p className={classes.folder}>{folder}/</p>}
            {inside.map((file) => (
              <button
                key={file.path}
                type="button"
                className={`${classes.file} ${folder === '' ? '' : classes.inner}`}
                aria-current={file.path === path || undefined}
                onClick={() => setPath(file.path)}
              >
                {file.path.slice(folder === '' ? 0 : folder.length + 1)}
                <span className={classes.size}>{formatBytes(file.text.length)}</span>
              </button>
            ))}
          </div>
        ))}
      </nav>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard */}
      <pre className={classes.text} role="region" tabIndex={0} aria-label={shown?.path ?? 'No file'}>
        {shown?.text}
      </pre>
    </div>
  );
}
