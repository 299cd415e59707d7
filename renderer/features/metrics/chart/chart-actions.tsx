import { ActionIcon, Menu } from '@mantine/core';
import { TbDownload, TbTable } from 'react-icons/tb';
import type { RefObject } from 'react';
import { download } from '../../../ui/download.ts';
import { notifyFailure } from '../../../ui/notify-failure.ts';
import type { ChartData } from '../series/chart-data.ts';
import { csvOf } from '../series/csv.ts';
import { pictureOf } from './picture.ts';

interface ChartActionsProps {
  readonly title: string;
  readonly data: ChartData;
  readonly plot: RefObject<HTMLElement | null>;
  readonly table: boolean;
  readonly onTable: () => void;
}

/** The same chart as a table, as values and as a picture. */
export function ChartActions({ title, data, plot, table, onTable }: ChartActionsProps) {
  const name = `inferdeck-${title.toLowerCase().replaceAll(' ', '-')}`;
  const savePicture = async () => {
    const svg = plot.current?.querySelector('svg');
    if (svg !== null && svg !== undefined) download(`${name}.png`, await pictureOf(svg));
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={`Export ${title}`}>
            <TbDownload size={16} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => download(`${name}.csv`, new Blob([csvOf(data)], { type: 'text/csv' }))}>
            Values as CSV
          </Menu.Item>
          <Menu.Item
            disabled={table}
            onClick={() =>
              void savePicture().catch((error: unknown) => notifyFailure('The picture was not saved', error))
            }
          >
            Picture as PNG
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ActionIcon aria-label={`${title} as a table`} aria-pressed={table} onClick={onTable}>
        <TbTable size={16} aria-hidden="true" />
      </ActionIcon>
    </>
  );
}
