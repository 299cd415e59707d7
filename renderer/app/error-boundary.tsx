import { Button } from '@mantine/core';
import { TbAlertOctagonFilled } from 'react-icons/tb';
import { Component, type ReactNode } from 'react';
import { messageOf } from '../../server/errors.ts';
import classes from './error-boundary.module.css';

interface WindowBoundaryProps {
  readonly children: ReactNode;
}

interface WindowBoundaryState {
  readonly problem: unknown;
}

/** Catches what nothing else caught, so that the window never goes blank. */
export class WindowBoundary extends Component<WindowBoundaryProps, WindowBoundaryState> {
  override readonly state: WindowBoundaryState = { problem: undefined };

  static getDerivedStateFromError(problem: unknown): WindowBoundaryState {
    return { problem };
  }

  override render(): ReactNode {
    const { problem } = this.state;
    return problem === undefined ? this.props.children : <Problem what="The window" problem={problem} />;
  }
}

/** A page that failed to draw; the list beside it still works. */
export function PageProblem({ error }: { readonly error: unknown }) {
  return <Problem what="This page" problem={error} />;
}

function Problem({ what, problem }: { readonly what: string; readonly problem: unknown }) {
  return (
    <div className={classes.problem} role="alert">
      <TbAlertOctagonFilled size={20} className={classes.icon} aria-hidden="true" />
      <div>
        <h1 className={classes.title}>{what} stopped because of a mistake in Inferdeck.</h1>
        <p className={classes.text}>
          The server is not affected. It said: <code>{messageOf(problem)}</code>
        </p>
        <Button variant="filled" onClick={() => window.location.reload()}>
          Reload the window
        </Button>
      </div>
    </div>
  );
}
