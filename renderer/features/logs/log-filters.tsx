import { Button, NativeSelect, TextInput } from '@mantine/core';
import { TbX } from 'react-icons/tb';
import { useQuery } from '@tanstack/react-query';
import { LOG_LEVELS, type LogLevel } from '../../../server/telemetry/logs/contract.ts';
import { modelsQuery } from '../../queries/desk.ts';
import { formatClock } from '../../ui/format.ts';
import type { LogSearch } from './log-search.ts';
import classes from './logs-page.module.css';

interface LogFiltersProps {
  readonly filter: LogSearch;
  readonly onFilter: (change: LogSearch) => void;
}

/** Which lines are shown: levels, model, request and time. */
export function LogFilters({ filter, onFilter }: LogFiltersProps) {
  return (
    <>
      <LevelButtons levels={filter.levels ?? LOG_LEVELS} onLevels={(levels) => onFilter({ levels })} />
      <ModelChoice about={filter.about} onAbout={(about) => onFilter({ about })} />
      <TextInput
        size="xs"
        w={130}
        aria-label="Request id"
        placeholder="Request id"
        value={filter.request ?? ''}
        onChange={({ currentTarget: { value } }) => onFilter({ request: value === '' ? undefined : value })}
      />
      {filter.from === undefined || filter.to === undefined ? null : (
        <Button
          size="xs"
          variant="default"
          aria-label="Show all times"
          rightSection={<TbX size={12} />}
          onClick={() => onFilter({ from: undefined, to: undefined })}
        >
          {formatClock(filter.from)} – {formatClock(filter.to)}
        </Button>
      )}
    </>
  );
}

interface LevelButtonsProps {
  readonly levels: readonly LogLevel[];
  readonly onLevels: (levels: readonly LogLevel[] | undefined) => void;
}

function LevelButtons({ levels, onLevels }: LevelButtonsProps) {
  const toggle = (level: LogLevel) => {
    const chosen = LOG_LEVELS.filter((other) => levels.includes(other) !== (other === level));
    // Without any level there would be nothing to look at.
    onLevels(chosen.length === 0 || chosen.length === LOG_LEVELS.length ? undefined : chosen);
  };
  return (
    <fieldset className={classes.levels} aria-label="Levels">
      {LOG_LEVELS.map((level) => (
        <button
          key={level}
          type="button"
          className={classes.levelButton}
          aria-pressed={levels.includes(level)}
          data-level={level}
          onClick={() => toggle(level)}
        >
          {level}
        </button>
      ))}
    </fieldset>
  );
}

interface ModelChoiceProps {
  readonly about: string | undefined;
  readonly onAbout: (about: string | undefined) => void;
}

function ModelChoice({ about, onAbout }: ModelChoiceProps) {
  const { data: models = [] } = useQuery(modelsQuery);
  const names = models.map(({ name }) => name);
  // One that was removed still has its lines.
  const gone = about === undefined || names.includes(about) ? [] : [about];
  return (
    <NativeSelect
      size="xs"
      aria-label="Model"
      value={about ?? ''}
      onChange={({ currentTarget: { value } }) => onAbout(value === '' ? undefined : value)}
      data={[{ value: '', label: 'All models' }, ...gone, ...names]}
    />
  );
}
