import { Button, Modal } from '@mantine/core';
import { TbDownload } from 'react-icons/tb';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { DiagnosticsFile } from '../../../server/diagnostics/contract.ts';
import { collectDiagnostics, diagnosticsZip } from '../../queries/diagnostics.ts';
import { download } from '../../ui/download.ts';
import { FileBrowser } from '../../ui/file-browser.tsx';
import { counted } from '../../ui/format.ts';
import { notifyFailure } from '../../ui/notify-failure.ts';
import classes from './environment-page.module.css';

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
        <FileBrowser label="Files of the bundle" files={files} />
      )}
      <div className={classes.foot}>
        <p>Without secrets, the home folder and your name. Nothing is sent anywhere.</p>
        <Button
          variant="filled"
          leftSection={<TbDownload size={16} />}
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
