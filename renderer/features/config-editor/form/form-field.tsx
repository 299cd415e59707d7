import { UnstyledButton } from '@mantine/core';
import { TbAlertOctagonFilled, TbAlertTriangleFilled } from 'react-icons/tb';
import { type ReactNode, useId } from 'react';
import type { Problem } from '../../../../server/config/problem.ts';
import { problemText } from '../problem-text.ts';
import classes from './form-field.module.css';
import { useForm } from './form-scope.ts';

interface FormFieldProps {
  readonly label: string;
  /** The field of the configuration: `input[0].dims`. */
  readonly path: string;
  /** Whether the field's own name stands beside the label. */
  readonly named?: boolean;
  /** A remark under the field. */
  readonly note?: ReactNode;
  /** The control, given the id that the label names. */
  readonly children: (id: string) => ReactNode;
}

/** A field of the form: its label, the way to its line, the control, and what is wrong with it. */
export function FormField({ label, path, named = false, note, children }: FormFieldProps) {
  const form = useForm();
  const id = useId();
  const problem = form.problemOf(path);
  return (
    <div className={classes.field} data-current={form.isCurrent(path) || undefined}>
      <div className={classes.head}>
        <label className={classes.label} htmlFor={id}>
          {label}
        </label>
        {form.isChanged(path) ? <span className={classes.changed} title="Not saved" /> : null}
        {named ? <code className={classes.path}>{path.split('.').at(-1)}</code> : null}
        <LineLink path={path} />
      </div>
      {children(id)}
      {problem === undefined ? null : <FieldProblem problem={problem} path={path} />}
      {note === undefined ? null : <p className={classes.note}>{note}</p>}
    </div>
  );
}

/** The way to the line of a field. */
export function LineLink({ path }: { readonly path: string }) {
  const { lineOf, goTo } = useForm();
  const line = lineOf(path);
  if (line === undefined) return <span className={classes.unwritten}>default</span>;
  return (
    <UnstyledButton className={classes.line} onClick={() => goTo(path)}>
      line {line}
    </UnstyledButton>
  );
}

function FieldProblem({ problem, path }: { readonly problem: Problem; readonly path: string }) {
  const { goTo } = useForm();
  const SeverityIcon = problem.severity === 'error' ? TbAlertOctagonFilled : TbAlertTriangleFilled;
  return (
    <UnstyledButton className={classes.problem} data-severity={problem.severity} onClick={() => goTo(path)}>
      <SeverityIcon size={14} aria-hidden="true" />
      <span>{problemText(problem)}</span>
    </UnstyledButton>
  );
}
