import { Button, Tooltip } from '@mantine/core';
import classes from './command-button.module.css';
import type { Command } from './command.ts';
import { shortcutText, spokenShortcut, useShortcut } from './shortcuts.ts';

interface CommandButtonProps {
  readonly command: Command;
  readonly primary?: boolean;
  /** In the button's own words while it works; the state itself changes on the server's word. */
  readonly busy?: string | undefined;
}

/** A command as a button. When it is blocked it says why on hover and focus. */
export function CommandButton({ command, primary = false, busy }: CommandButtonProps) {
  const { blocked, icon: CommandIcon } = command;
  const shortcut = useShortcut(command.id);
  const off = blocked !== undefined || busy !== undefined;
  const button = (
    <Button
      variant={primary ? 'filled' : 'default'}
      data-disabled={off}
      aria-disabled={off}
      {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': spokenShortcut(shortcut) })}
      onClick={() => off || command.run()}
      leftSection={<CommandIcon size={16} />}
      rightSection={
        primary && shortcut ? <span className={classes.key}>{shortcutText(shortcut)}</span> : null
      }
    >
      {busy ?? command.label}
    </Button>
  );
  return blocked === undefined ? button : <Tooltip label={blocked}>{button}</Tooltip>;
}
