import { Button, Menu } from '@mantine/core';
import { TbChevronDown, TbDownload } from 'react-icons/tb';
import { exportAddress } from '../../queries/comparisons.ts';

const FILES = [
  ['report.html', 'Report as a page'],
  ['report.json', 'Report as JSON'],
  ['samples.csv', 'Labelled samples as CSV'],
  ['classes.csv', 'Scores of each class as CSV'],
  ['latencies.csv', 'Raw latencies as CSV'],
  ['comparison.inferdeck', 'The comparison, to run it again'],
] as const;

/** What a comparison found, as files; the last one is for `npm run compare`. */
export function ExportMenu({ id }: { readonly id: string }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<TbDownload size={16} aria-hidden="true" />}
          rightSection={<TbChevronDown size={14} aria-hidden="true" />}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FILES.map(([file, words]) => (
          <Menu.Item key={file} component="a" href={exportAddress(id, file)} download={file}>
            {words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
