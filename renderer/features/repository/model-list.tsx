import { ActionIcon, Kbd, Menu, TextInput } from '@mantine/core';
import { TbArrowsSort, TbFilter, TbFolder } from 'react-icons/tb';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { ModelSummary } from '../../../server/protocols/desk/contract.ts';
import { modelsQuery, serverQuery } from '../../queries/desk.ts';
import { Counter } from '../../ui/counter.tsx';
import { formatBytes } from '../../ui/format.ts';
import { arrangeModels } from './arrange-models.ts';
import { listItems } from './list-items.ts';
import { type SortOrder, useListSettings } from './list-settings.ts';
import { ListMessage, ListSkeleton } from './list-placeholders.tsx';
import { AddMenu } from '../import/add-menu.tsx';
import classes from './model-list.module.css';
import { ModelRows } from './model-rows.tsx';
import { useHeldGroups } from './use-held-groups.ts';

const SORTS: Readonly<Record<SortOrder, string>> = {
  name: 'Name',
  size: 'Size on disk',
  'last-request': 'Last request',
};

const NO_MODELS: readonly ModelSummary[] = [];

/** The id of the search field, for the command that goes there. */
export const SEARCH_FIELD = 'model-search';

interface ModelListProps {
  readonly selected: string | undefined;
}

/** Every model of the repositories with its state, searched, sorted and in groups. */
export function ModelList({ selected }: ModelListProps) {
  const { data: models = NO_MODELS, isPending, error } = useQuery(modelsQuery);
  const { search, sort } = useListSettings();
  const [pointed, setPointed] = useState(false);
  const column = useRef<HTMLDivElement>(null);
  const placed = useHeldGroups(models, `${search}\n${sort}`, pointed);
  const items = useMemo(
    () => listItems(arrangeModels(models, { search, sort }, placed)),
    [models, search, sort, placed],
  );
  return (
    <div
      ref={column}
      className={classes.column}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
    >
      <div className={classes.head}>
        <h2 className={classes.title}>Models</h2>
        <Counter count={models.length} />
        <SortMenu sort={sort} />
        <AddMenu />
      </div>
      <SearchField search={search} column={column} />
      {isPending ? (
        <ListSkeleton />
      ) : error !== null && models.length === 0 ? (
        <ListMessage title="The list could not be read">{error.message}</ListMessage>
      ) : items.length === 0 ? (
        <NothingListed search={search} />
      ) : (
        <ModelRows items={items} selected={selected} />
      )}
      <Repositories models={models} />
    </div>
  );
}

function NothingListed({ search }: { readonly search: string }) {
  if (search.trim() !== '') {
    return (
      <ListMessage title={`Nothing matches “${search.trim()}”`}>
        Names, states and backends are searched.
      </ListMessage>
    );
  }
  return (
    <ListMessage title="No models yet">Models in the repository show up here by themselves.</ListMessage>
  );
}

function SortMenu({ sort }: { readonly sort: SortOrder }) {
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon className={classes.sort} aria-label={`Sorted by ${SORTS[sort]}`} title="Sort">
          <TbArrowsSort size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Sort within each group by</Menu.Label>
        <Menu.RadioGroup value={sort}>
          {SORT_ORDERS.map((order) => (
            <Menu.RadioItem
              key={order}
              value={order}
              closeMenuOnClick
              onChange={() => useListSettings.setState({ sort: order })}
            >
              {SORTS[order]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

const SORT_ORDERS: readonly SortOrder[] = ['name', 'size', 'last-request'];

interface SearchFieldProps {
  readonly search: string;
  readonly column: { readonly current: HTMLDivElement | null };
}

function SearchField({ search, column }: SearchFieldProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') useListSettings.setState({ search: '' });
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      column.current?.querySelector<HTMLElement>('[data-row]')?.focus();
    }
  };
  return (
    <TextInput
      id={SEARCH_FIELD}
      className={classes.search}
      type="search"
      aria-label="Filter models"
      placeholder="Filter by name, state, backend"
      value={search}
      onChange={(event) => useListSettings.setState({ search: event.currentTarget.value })}
      onKeyDown={onKeyDown}
      leftSection={<TbFilter size={16} />}
      rightSection={search === '' ? <Kbd>/</Kbd> : null}
    />
  );
}

function Repositories({ models }: { readonly models: readonly ModelSummary[] }) {
  const { data: server } = useQuery(serverQuery);
  return (
    <div className={classes.foot}>
      {server?.repositories.map(({ path }) => (
        <div key={path} className={classes.repository}>
          <TbFolder size={16} aria-hidden="true" />
          <span className={classes.path} title={path}>
            {shortPath(path)}
          </span>
          <span>{sizeText(models.filter((model) => model.repository === path))}</span>
        </div>
      ))}
    </div>
  );
}

/** The last two folders of a path; the whole is in the tooltip. */
function shortPath(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== '');
  return parts.length <= 2 ? path : `…/${parts.slice(-2).join('/')}`;
}

function sizeText(models: readonly ModelSummary[]): string {
  return models.length === 0 ? 'empty' : formatBytes(models.reduce((sum, model) => sum + model.sizeBytes, 0));
}
