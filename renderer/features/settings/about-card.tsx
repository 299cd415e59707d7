import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CommandButton } from '../../app/commands/command-button.tsx';
import { desktop } from '../../app/desktop.ts';
import { DESKTOP_COMMANDS } from '../../app/use-desktop-commands.ts';
import { serverQuery } from '../../queries/desk.ts';
import { Card } from '../../ui/card.tsx';
import classes from './about-card.module.css';

/** Which release this is, how another one comes here, and where to look when something is wrong. */
export function AboutCard() {
  const { data: server } = useQuery(serverQuery);
  if (server === undefined) return null;
  return (
    <Card title="About" note={`${server.name} ${server.version}`}>
      <p className={classes.words}>
        It does not look for updates and sends nothing anywhere. A newer release is installed over this one;
        models, settings and history stay.
      </p>
      <div className={classes.ways}>
        <Link to="/logs">Read the logs</Link>
        {desktop === undefined ? null : <CommandButton command={DESKTOP_COMMANDS.openLogFolder} />}
      </div>
    </Card>
  );
}
