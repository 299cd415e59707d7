import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useServerLink } from '../queries/server-link.ts';
import { formatClock } from '../ui/format.ts';
import { ProgressRing } from '../ui/progress-ring.tsx';
import classes from './server-banner.module.css';

/** Says that the server does not answer, since when, and that it is tried again. */
export function ServerBanner() {
  const link = useServerLink();
  if (link.state !== 'gone') return null;
  return (
    <div className={classes.banner} role="alert">
      <ProgressRing size={18} />
      <p className={classes.text}>
        <strong>The server does not answer.</strong> Last heard at {formatClock(link.since)}. What you see is
        from then; this window reconnects by itself, and what you typed stays.{' '}
        <span className={classes.tries} aria-hidden="true">
          Try {link.tries}.
        </span>
      </p>
      <Button size="xs" leftSection={<IconRefresh size={16} />} onClick={() => window.location.reload()}>
        Reload the window
      </Button>
    </div>
  );
}
