import { SegmentedControl, Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { changeLogging, LOGGING_DEFAULTS, type Logging, loggingQuery } from '../../queries/logging.ts';
import { notifyFailure } from '../../ui/notify-failure.ts';
import type { Setting } from './setting.ts';

interface Line<Name extends keyof Logging> {
  readonly name: Name;
  readonly title: string;
  readonly description: string;
  readonly standard: string;
}

type Put = (change: Partial<Logging>) => void;

const SWITCHES: readonly Line<'log_info' | 'log_warning' | 'log_error'>[] = [
  {
    name: 'log_info',
    title: 'Log information',
    description: 'Models that load and leave, ports that open.',
    standard: 'on',
  },
  {
    name: 'log_warning',
    title: 'Log warnings',
    description: 'What works, but should be looked at.',
    standard: 'on',
  },
  { name: 'log_error', title: 'Log errors', description: 'What failed, with its reason.', standard: 'on' },
];

const LEVELS = [0, 1, 2, 3];

/** What the server writes to its log, by the same calls that other clients have. */
export function useLogSettings(): readonly Setting[] {
  const { data: logging } = useQuery(loggingQuery);
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: changeLogging,
    onSuccess: (now) => client.setQueryData(loggingQuery.queryKey, now),
    onError: (thrown) => notifyFailure('The log was not changed', thrown),
  });
  if (logging === undefined) return [];
  return [
    ...SWITCHES.map((line) => switched(line, logging, mutate)),
    verbosity(logging, mutate),
    format(logging, mutate),
    file(logging),
  ];
}

function about<Name extends keyof Logging>(line: Line<Name>, logging: Logging, put: Put) {
  const { name, title, description, standard } = line;
  const value = logging[name];
  const reset = () => {
    put({ [name]: LOGGING_DEFAULTS[name] });
    return () => put({ [name]: value });
  };
  return {
    id: name,
    section: 'Logging',
    title,
    description,
    standard,
    keywords: name.replaceAll('_', '-'),
    scope: 'This server',
    reset: value === LOGGING_DEFAULTS[name] ? undefined : reset,
  } as const;
}

function switched(line: (typeof SWITCHES)[number], logging: Logging, put: Put): Setting {
  const { name, title } = line;
  const turn = (on: boolean) => put({ [name]: on });
  const control = (
    <Switch
      aria-label={title}
      checked={logging[name]}
      onChange={({ currentTarget }) => turn(currentTarget.checked)}
    />
  );
  return { ...about(line, logging, put), control };
}

function verbosity(logging: Logging, put: Put): Setting {
  const title = 'Verbose level';
  const description = 'Above 0, every request and step is told.';
  const control = (
    <SegmentedControl
      aria-label={title}
      value={String(logging.log_verbose_level)}
      data={[...new Set([...LEVELS, logging.log_verbose_level])].map(String)}
      onChange={(level) => put({ log_verbose_level: Number(level) })}
    />
  );
  return {
    ...about({ name: 'log_verbose_level', title, description, standard: '0' }, logging, put),
    control,
  };
}

const FORMATS = [
  { value: 'default', label: 'I1123 10:42:07' },
  { value: 'ISO8601', label: '2026-11-23T10:42:07Z' },
] as const;

function format(logging: Logging, put: Put): Setting {
  const title = 'Time in the log';
  const description = 'How each line begins.';
  const control = (
    <SegmentedControl
      aria-label={title}
      value={logging.log_format}
      data={[...FORMATS]}
      onChange={(picked) => put({ log_format: picked === 'ISO8601' ? 'ISO8601' : 'default' })}
    />
  );
  return {
    ...about({ name: 'log_format', title, description, standard: FORMATS[0].label }, logging, put),
    control,
  };
}

function file({ log_file: path }: Logging): Setting {
  return {
    id: 'log_file',
    section: 'Logging',
    title: 'Log file',
    description: (
      <>
        Set when the server starts, with <code>--log-file</code>.
      </>
    ),
    keywords: 'log-file path',
    scope: 'This server',
    control: path === '' ? <span>standard error</span> : <code>{path}</code>,
  };
}
