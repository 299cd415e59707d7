import { Button } from '@mantine/core';
import { TbDownload } from 'react-icons/tb';
import { useMutation } from '@tanstack/react-query';
import type { ExportPreview } from '../../../server/export/contract.ts';
import { type ExportChoice, exportZip } from '../../queries/export.ts';
import { Card } from '../../ui/card.tsx';
import { CommandLine } from '../../ui/command-line.tsx';
import { download } from '../../ui/download.ts';
import { FileBrowser } from '../../ui/file-browser.tsx';
import { counted } from '../../ui/format.ts';
import { notifyFailure } from '../../ui/notify-failure.ts';
import classes from './export-page.module.css';

/** The files that serve the repository there, and what to do with them. */
export function ExportFiles({
  preview,
  choice,
}: {
  readonly preview: ExportPreview;
  readonly choice: ExportChoice;
}) {
  const { files, steps, format, check } = preview;
  const save = useMutation({
    mutationFn: () => exportZip(choice),
    onSuccess: (zip) => download(`triton-${check.release}-${format}.zip`, zip),
    onError: (thrown) => notifyFailure('The files were not saved', thrown),
  });
  return (
    <>
      <Card
        title="Files"
        note={counted(files.length, 'file')}
        actions={
          <Button
            size="xs"
            leftSection={<TbDownload size={16} />}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            Save as a zip
          </Button>
        }
      >
        <FileBrowser key={format} label="Files of the export" files={files} copies />
      </Card>
      <Card title="Then" note="in the folder with these files">
        <ol className={classes.steps}>
          {steps.map((step) => (
            <li key={step}>
              <CommandLine command={step} />
            </li>
          ))}
        </ol>
      </Card>
    </>
  );
}
