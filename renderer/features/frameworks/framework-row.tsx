import { NativeSelect } from '@mantine/core';
import { TbAlertTriangleFilled, TbCircleCheckFilled } from 'react-icons/tb';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FrameworkFacts, InterpreterFacts } from '../../../server/protocols/desk/contract.ts';
import { chooseInterpreter, frameworksQuery } from '../../queries/frameworks.ts';
import { notifyFailure } from '../../ui/notify-failure.ts';
import classes from './frameworks-page.module.css';
import { CommandLine } from '../../ui/command-line.tsx';

interface FrameworkRowProps {
  readonly framework: FrameworkFacts;
  readonly interpreters: readonly InterpreterFacts[];
}

/** One framework: whether it is there, where it runs, and which Python shall run it. */
export function FrameworkRow({ framework, interpreters }: FrameworkRowProps) {
  const { title, version, state, note, home } = framework;
  const StateIcon = state === 'ready' ? TbCircleCheckFilled : TbAlertTriangleFilled;
  return (
    <li className={classes.framework} data-state={state}>
      <StateIcon size={18} aria-label={state === 'ready' ? 'Ready' : 'Missing'} role="img" />
      <div className={classes.words}>
        <p>
          <span className={classes.name}>{title}</span>
          {version === undefined || version === '' ? null : (
            <span className={classes.version}>{version}</span>
          )}
        </p>
        <p className={classes.remark}>{note}</p>
        <NextStep text={framework.nextStep} />
      </div>
      {home === 'python' ? <PythonChoice framework={framework} interpreters={interpreters} /> : null}
    </li>
  );
}

/** What helps; a command can be copied. */
function NextStep({ text }: { readonly text: string | undefined }) {
  if (text === undefined) return null;
  const command = /^Run: (.*)$/.exec(text)?.[1];
  return command === undefined ? <p className={classes.remark}>{text}</p> : <CommandLine command={command} />;
}

const FOUND = '';

function PythonChoice({ framework, interpreters }: FrameworkRowProps) {
  const { backend, title, python = '', isChosen } = framework;
  const queryClient = useQueryClient();
  const choose = useMutation({
    mutationFn: (path: string) => chooseInterpreter(backend, path === FOUND ? null : path),
    onError: (thrown) => notifyFailure(`${title} stays where it is`, thrown),
    onSettled: () => queryClient.invalidateQueries(frameworksQuery),
  });
  const able = interpreters.filter((interpreter) => runs(interpreter, backend)).map(({ path }) => path);
  const others = isChosen && python !== '' && !able.includes(python) ? [python] : [];
  return (
    <NativeSelect
      aria-label={`Python for ${title}`}
      className={classes.choice}
      disabled={choose.isPending}
      value={isChosen ? python : FOUND}
      onChange={({ currentTarget }) => choose.mutate(currentTarget.value)}
      data={[
        { value: FOUND, label: python === '' || isChosen ? 'Found by itself' : `Found: ${python}` },
        ...[...able, ...others].map((path) => ({ value: path, label: path })),
      ]}
    />
  );
}

function runs({ frameworks, isNewEnough }: InterpreterFacts, backend: string): boolean {
  return isNewEnough && frameworks.some((one) => one.backend === backend && one.missing.length === 0);
}
