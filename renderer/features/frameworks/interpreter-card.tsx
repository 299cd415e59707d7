import { TbCheck, TbMinus } from 'react-icons/tb';
import type { FrameworkFacts, InterpreterFacts } from '../../../server/protocols/desk/contract.ts';
import { Card } from '../../ui/card.tsx';
import classes from './frameworks-page.module.css';
import { CommandLine } from '../../ui/command-line.tsx';

interface InterpreterCardProps {
  readonly interpreter: InterpreterFacts;
  /** For their names. */
  readonly frameworks: readonly FrameworkFacts[];
}

/** One Python: what it has, and the command that installs what it lacks. */
export function InterpreterCard({ interpreter, frameworks }: InterpreterCardProps) {
  const { path, origin, version, isNewEnough } = interpreter;
  return (
    <Card
      title={<code className={classes.path}>{path}</code>}
      note={`Python ${version} · ${ORIGINS[origin] ?? origin}`}
      flush
    >
      {isNewEnough ? null : (
        <p className={classes.tooOld}>Too old to run models: Python 3.9 or later is needed.</p>
      )}
      <ul>
        {interpreter.frameworks.map(({ backend, version: has, missing, command }) => (
          <li key={backend} className={classes.inPython} data-state={missing.length === 0 ? 'has' : 'lacks'}>
            {missing.length === 0 ? (
              <TbCheck size={16} aria-hidden="true" />
            ) : (
              <TbMinus size={16} aria-hidden="true" />
            )}
            <div className={classes.words}>
              <p>
                <span className={classes.name}>{titleOf(backend, frameworks)}</span>
                <span className={classes.version}>
                  {missing.length === 0 ? has : `lacks ${missing.join(' and ')}`}
                </span>
              </p>
              {command === undefined ? null : <CommandLine command={command} />}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const ORIGINS: Readonly<Record<string, string>> = {
  PATH: 'on the PATH',
  system: 'installed with the system',
  INFERDECK_PYTHON: 'named by INFERDECK_PYTHON',
  'virtual environment': 'the active virtual environment',
  'conda environment': 'the active conda environment',
};

function titleOf(backend: string, frameworks: readonly FrameworkFacts[]): string {
  return frameworks.find((framework) => framework.backend === backend)?.title ?? backend;
}
