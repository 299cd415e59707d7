import { IconAlertOctagonFilled, IconAlertTriangleFilled, IconCircleCheckFilled } from '@tabler/icons-react';
import type { Problem } from '../../../server/config/problem.ts';
import { Card } from '../../ui/card.tsx';
import { Counter } from '../../ui/counter.tsx';
import classes from './config-editor.module.css';

interface ProblemsCardProps {
  readonly problems: readonly Problem[];
  readonly onOpen: (line: number) => void;
}

/** Everything that is wrong with the text, each a way to its place. */
export function ProblemsCard({ problems, onOpen }: ProblemsCardProps) {
  return (
    <Card
      title="Problems"
      note={problems.length === 0 ? undefined : <Counter count={problems.length} />}
      flush
    >
      {problems.length === 0 ? (
        <p className={classes.fine}>
          <IconCircleCheckFilled size={16} aria-hidden /> This would load.
        </p>
      ) : (
        <ul className={classes.problems}>
          {problems.map((problem) => (
            <li key={`${problem.start} ${problem.message}`}>
              <button type="button" className={classes.problem} onClick={() => onOpen(problem.line)}>
                {problem.severity === 'error' ? (
                  <IconAlertOctagonFilled size={16} className={classes.error} aria-label="Error" />
                ) : (
                  <IconAlertTriangleFilled size={16} className={classes.warning} aria-label="Warning" />
                )}
                <span>
                  {problem.message}
                  {problem.suggestion === undefined ? null : ` Did you mean ${problem.suggestion}?`}
                  <span className={classes.place}>
                    line {problem.line}, column {problem.column}
                    {problem.nextStep === undefined ? '' : ` · ${problem.nextStep}`}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
