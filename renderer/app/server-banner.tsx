import { Button } from '@mantine/core';
import { TbRefresh, TbShieldCheck } from 'react-icons/tb';
import type { ReactNode } from 'react';
import type { ServerState } from '../../electron/contract.ts';
import { type ServerLink, useServerLink } from '../queries/server-link.ts';
import { formatClock } from '../ui/format.ts';
import { ProgressRing } from '../ui/progress-ring.tsx';
import { useNow } from '../ui/use-now.ts';
import { CommandButton } from './commands/command-button.tsx';
import { desktop, useDesktopServer } from './desktop.ts';
import classes from './server-banner.module.css';
import { DESKTOP_COMMANDS } from './use-desktop-commands.ts';

/** Says that the server does not answer, why as far as it is known, and what happens about it. */
export function ServerBanner() {
  const link = useServerLink();
  const life = useDesktopServer();
  if (link.state !== 'gone') return life?.safe === true ? <SafeMode /> : null;
  const known = life !== undefined && life.state !== 'listening';
  return (
    <div className={classes.banner} role="alert">
      <ProgressRing size={18} />
      <p className={classes.text}>{known ? <Life life={life} /> : <Silence link={link} />}</p>
      {life === undefined ? <ReloadButton /> : <DesktopButtons />}
    </div>
  );
}

function SafeMode() {
  return (
    <div className={classes.banner} role="status">
      <TbShieldCheck size={18} aria-hidden="true" />
      <p className={classes.text}>
        <strong>Safe mode.</strong> No model was loaded at the start. Load those that you trust, one by one.
      </p>
      <Button leftSection={<TbRefresh size={16} />} onClick={() => void desktop?.restartServer()}>
        Leave safe mode
      </Button>
    </div>
  );
}

type Gone = Extract<ServerLink, { state: 'gone' }>;

function Silence({ link }: { readonly link: Gone }) {
  return (
    <>
      <strong>The server does not answer.</strong> Last heard at {formatClock(link.since)}. What you see is
      from then; this window reconnects by itself, and what you typed stays.{' '}
      <span className={classes.tries} aria-hidden="true">
        Try {link.tries}.
      </span>
    </>
  );
}

/** The process as the desktop that started it knows it. */
function Life({ life }: { readonly life: ServerState }): ReactNode {
  if (life.state === 'restarting') return <Restarting life={life} />;
  if (life.state === 'starting') {
    return (
      <>
        <strong>The server is starting.</strong> {life.phase}
      </>
    );
  }
  if (life.state === 'gave-up') {
    return (
      <>
        <strong>The server stopped.</strong> {life.reason} {life.nextStep}
      </>
    );
  }
  return <strong>The server is stopping.</strong>;
}

function Restarting({ life }: { readonly life: Extract<ServerState, { state: 'restarting' }> }) {
  const now = useNow(250);
  const seconds = Math.max(0, Math.ceil((Date.parse(life.restartAt) - now) / 1000));
  return (
    <>
      <strong>The server stopped.</strong> {life.reason}{' '}
      <span aria-hidden="true">
        Restarting in {seconds} s, try {life.attempt} of {life.attempts}.
      </span>
    </>
  );
}

function DesktopButtons() {
  return (
    <span className={classes.buttons}>
      <CommandButton command={DESKTOP_COMMANDS.openLogFolder} />
      <CommandButton command={DESKTOP_COMMANDS.restartServer} primary />
    </span>
  );
}

function ReloadButton() {
  return (
    <Button leftSection={<TbRefresh size={16} />} onClick={() => window.location.reload()}>
      Reload the window
    </Button>
  );
}
