import { ActionIcon, TextInput } from '@mantine/core';
import { TbChevronDown, TbChevronUp, TbSearch } from 'react-icons/tb';
import type { KeyboardEvent } from 'react';
import { formatCount } from '../../ui/format.ts';
import classes from './logs-page.module.css';
import type { HitSearch } from './use-hit-search.ts';

export const LOG_SEARCH_FIELD = 'log-search';

interface SearchFieldProps {
  readonly words: string;
  readonly onWords: (words: string) => void;
  readonly search: HitSearch;
}

/** Marks words in the lines, hides none, and goes from one to the next. */
export function SearchField({ words, onWords, search }: SearchFieldProps) {
  const { count, go } = search;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') onWords('');
    else return;
    event.preventDefault();
  };
  return (
    <div className={classes.search}>
      <TextInput
        id={LOG_SEARCH_FIELD}
        type="search"
        size="xs"
        w={240}
        aria-label="Search in the log"
        placeholder="Search in the log"
        leftSection={<TbSearch size={14} />}
        value={words}
        onChange={({ currentTarget: { value } }) => onWords(value)}
        onKeyDown={onKeyDown}
      />
      <span className={classes.count} role="status">
        {words === '' ? '' : countText(search)}
      </span>
      <ActionIcon variant="subtle" aria-label="Previous match" disabled={count === 0} onClick={() => go(-1)}>
        <TbChevronUp size={16} />
      </ActionIcon>
      <ActionIcon variant="subtle" aria-label="Next match" disabled={count === 0} onClick={() => go(1)}>
        <TbChevronDown size={16} />
      </ActionIcon>
    </div>
  );
}

function countText({ count, place, searching }: HitSearch): string {
  if (searching) return 'searching…';
  if (count === 0) return 'no line';
  return place === undefined
    ? `${formatCount(count)} ${count === 1 ? 'line' : 'lines'}`
    : `${formatCount(place + 1)} of ${formatCount(count)}`;
}
