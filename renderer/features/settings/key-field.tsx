import { ActionIcon, Button, Kbd } from '@mantine/core';
import { TbKeyboardOff } from 'react-icons/tb';
import { type KeyboardEvent, useState } from 'react';
import type { ListedId } from '../../app/commands/catalogue.ts';
import { keystrokeOf, whyUnusable } from '../../app/commands/keystroke.ts';
import { shortcutText } from '../../app/commands/shortcuts.ts';
import { changeKey } from '../../app/preferences/store.ts';
import classes from './settings-page.module.css';

interface KeyFieldProps {
  readonly id: ListedId;
  readonly title: string;
  readonly shortcut: string | undefined;
  /** What else the key runs, as a sentence. */
  readonly conflict: string | undefined;
}

/** The key of a command; after a press of the button it takes the next key that is pressed. */
export function KeyField({ id, title, shortcut, conflict }: KeyFieldProps) {
  const [listens, setListens] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const stop = () => {
    setListens(false);
    setRefusal(undefined);
  };
  const take = (event: KeyboardEvent) => {
    if (!listens) return;
    // Tab still leaves, so that nobody is caught here.
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    const pressed = keystrokeOf(event);
    if (pressed === undefined) return;
    if (pressed === 'Escape') return stop();
    const why = whyUnusable(pressed);
    if (why !== undefined) return setRefusal(why);
    changeKey(id, pressed);
    stop();
  };
  return (
    <div className={classes.key}>
      <Button
        size="xs"
        aria-label={listens ? `Press a key for “${title}”` : `Key of “${title}”`}
        aria-description={shortcut === undefined ? 'No key' : shortcutText(shortcut)}
        data-listens={listens || undefined}
        className={classes.keyButton}
        onClick={() => setListens(true)}
        onKeyDown={take}
        onBlur={stop}
      >
        <KeyText listens={listens} shortcut={shortcut} />
      </Button>
      <ActionIcon
        size={26}
        aria-label={`Take the key from “${title}”`}
        title="No key"
        disabled={shortcut === undefined}
        onClick={() => changeKey(id, '')}
      >
        <TbKeyboardOff size={16} />
      </ActionIcon>
      <p className={classes.problem} role="status">
        {refusal ?? conflict}
      </p>
    </div>
  );
}

function KeyText({
  listens,
  shortcut,
}: {
  readonly listens: boolean;
  readonly shortcut: string | undefined;
}) {
  if (listens) return 'Press a key…';
  return shortcut === undefined ? 'No key' : <Kbd>{shortcutText(shortcut)}</Kbd>;
}
