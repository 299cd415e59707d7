import { Button, Menu } from '@mantine/core';
import { TbDownload } from 'react-icons/tb';
import type { LogLine } from '../../../server/telemetry/logs/contract.ts';
import { download } from '../../ui/download.ts';
import { counted } from '../../ui/format.ts';
import { jsonLines, plainText } from './line-text.ts';

/** Hands the lines that are shown to the person's downloads. */
export function ExportMenu({ rows }: { readonly rows: readonly LogLine[] }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<TbDownload size={14} />}
          disabled={rows.length === 0}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{counted(rows.length, 'line')}</Menu.Label>
        <Menu.Item onClick={() => save('inferdeck.log', 'text/plain', plainText(rows))}>As text</Menu.Item>
        <Menu.Item onClick={() => save('inferdeck-log.jsonl', 'application/jsonl', jsonLines(rows))}>
          As JSON lines
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function save(name: string, type: string, text: string): void {
  download(name, new Blob([text], { type }));
}
