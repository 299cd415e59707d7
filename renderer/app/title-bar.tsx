import { Kbd } from '@mantine/core';
import { TbDeviceDesktop, TbSearch, TbServer } from 'react-icons/tb';
import { Inbox } from '../features/inbox/inbox.tsx';
import { useServerLink } from '../queries/server-link.ts';
import { Logo } from '../ui/logo.tsx';
import { openPalette } from './commands/palette.tsx';
import { shortcutText, spokenShortcut, useShortcut } from './commands/shortcuts.ts';
import { Essentials } from './essentials.tsx';
import { linkWords } from './link-words.ts';
import classes from './title-bar.module.css';

const LOCAL = ['localhost', '127.0.0.1', '[::1]'].includes(window.location.hostname);

/** Where one is, whether it answers, and the field that finds everything. */
export function TitleBar() {
  const { word, tone } = linkWords(useServerLink());
  const key = useShortcut('palette');
  const TargetIcon = LOCAL ? TbDeviceDesktop : TbServer;
  return (
    <header className={classes.bar}>
      <span className={classes.logo}>
        <Logo size={20} />
      </span>
      <div className={classes.target} role="status" aria-label="Server">
        <TargetIcon size={18} strokeWidth={1.75} aria-hidden="true" />
        <span className={classes.name}>{LOCAL ? 'This computer' : window.location.host}</span>
        <span className={classes.state} data-tone={tone}>
          {word}
        </span>
      </div>
      <button
        type="button"
        className={classes.field}
        onClick={openPalette}
        {...(key === undefined ? {} : { 'aria-keyshortcuts': spokenShortcut(key) })}
      >
        <TbSearch size={16} aria-hidden="true" />
        <span className={classes.hint}>Search or run a command</span>
        {key === undefined ? null : <Kbd>{shortcutText(key)}</Kbd>}
      </button>
      <div className={classes.end}>
        <Essentials />
        <Inbox />
      </div>
    </header>
  );
}
