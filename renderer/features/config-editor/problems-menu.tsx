import { Kbd, Popover, UnstyledButton } from '@mantine/core';
import { TbAlertOctagonFilled, TbAlertTriangleFilled, TbCircleCheckFilled } from 'react-icons/tb';
import { useState } from 'react';
import type { Problem } from '../../../server/config/problem.ts';
import { counted } from '../../ui/format.ts';
import { problemText } from './problem-text.ts';
import classes from './problems-menu.module.css';

interface ProblemsMenuProps {
  readonly problems: readonly Problem[];
  readonly onOpen: (problem: Problem) => void;
}

/** How many problems there are, and all of them when asked, each a way to its place. */
export function ProblemsMenu({ problems, onOpen }: ProblemsMenuProps) {
  const [opened, setOpened] = useState(false);
  if (problems.length === 0) {
    return (
      <span className={classes.summary} data-severity="none" role="status">
        <TbCircleCheckFilled size={16} aria-hidden="true" /> No problems
      </span>
    );
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={440} shadow="none">
      <Popover.Target>
        <UnstyledButton
          className={classes.summary}
          data-severity={severityOf(problems)}
          onClick={() => setOpened(!opened)}
        >
          <SeverityIcon severity={severityOf(problems)} /> {countedProblems(problems)}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.list}>
        <ul aria-label="Problems">
          {problems.map((problem) => (
            <li key={`${problem.start} ${problem.message}`}>
              <UnstyledButton
                className={classes.problem}
                onClick={() => {
                  setOpened(false);
                  onOpen(problem);
                }}
              >
                <SeverityIcon severity={problem.severity} />
                <span>
                  {problemText(problem)}
                  <span className={classes.place}>
                    line {problem.line}, column {problem.column}
                  </span>
                </span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
        <p className={classes.keys}>
          <Kbd>F8</Kbd> goes from one to the next
        </p>
      </Popover.Dropdown>
    </Popover>
  );
}

type Severity = Problem['severity'];

function severityOf(problems: readonly Problem[]): Severity {
  return problems.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
}

/** `2 errors, 1 warning`. */
export function countedProblems(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const parts = [
    errors > 0 ? counted(errors, 'error') : '',
    warnings > 0 ? counted(warnings, 'warning') : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function SeverityIcon({ severity }: { readonly severity: Severity }) {
  return severity === 'error' ? (
    <TbAlertOctagonFilled size={16} className={classes.error} aria-label="Error" />
  ) : (
    <TbAlertTriangleFilled size={16} className={classes.warning} aria-label="Warning" />
  );
}
