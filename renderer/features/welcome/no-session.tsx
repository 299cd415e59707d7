import { Button } from '@mantine/core';
import { TbRefresh } from 'react-icons/tb';
import { Logo } from '../../ui/logo.tsx';
import classes from './no-session.module.css';

/** The server answers but does not know this browser: the way in is the link it printed. */
export function NoSession() {
  return (
    <main className={classes.page}>
      <div className={classes.content}>
        <Logo size={40} />
        <h1 className={classes.title}>Open Inferdeck with its link</h1>
        <p>
          This server runs, but it does not know this browser yet. When it started it printed a link in its
          terminal, ending in <code>/desk/open/…</code>. Open that link here; it works once and keeps
          strangers on this computer out.
        </p>
        <ol className={classes.steps}>
          <li>Go to the terminal in which the server was started.</li>
          <li>Open the printed link in this browser.</li>
          <li>If the link was used already, start the server again for a fresh one.</li>
        </ol>
        <p className={classes.note}>Clients of the inference protocol need no link.</p>
        <Button leftSection={<TbRefresh size={16} />} onClick={() => window.location.reload()}>
          Try again
        </Button>
      </div>
    </main>
  );
}
