import { ActionIcon, Button, Popover } from '@mantine/core';
import { TbBell, TbX } from 'react-icons/tb';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CATALOGUE } from '../../app/commands/catalogue.ts';
import { controlModel } from '../../queries/model-control.ts';
import { Counter } from '../../ui/counter.tsx';
import { formatClock } from '../../ui/format.ts';
import { putAway } from '../../ui/kept-messages.ts';
import classes from './inbox.module.css';
import { type InboxItem, setInboxOpen, useInbox, useInboxOpen } from './use-inbox.ts';

/** The bell of the title bar: what failed stays here until it is put away. */
export function Inbox() {
  const items = useInbox();
  const opened = useInboxOpen((state) => state.opened);
  return (
    <Popover position="bottom-end" trapFocus opened={opened} onChange={setInboxOpen}>
      <Popover.Target>
        <Button
          size="xs"
          variant="subtle"
          c="var(--text2)"
          className={classes.bell}
          aria-label={items.length === 0 ? 'Inbox, empty' : `Inbox, ${items.length}`}
          title={CATALOGUE.inbox.title}
          onClick={() => setInboxOpen(!opened)}
        >
          <TbBell size={18} strokeWidth={1.75} aria-hidden="true" />
          {items.length === 0 ? null : <Counter count={items.length} />}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0} className={classes.inbox} role="dialog" aria-label="Inbox">
        <InboxList items={items} />
      </Popover.Dropdown>
    </Popover>
  );
}

function InboxList({ items }: { readonly items: readonly InboxItem[] }) {
  return (
    <>
      <div className={classes.head}>
        <h2 className={classes.heading}>Inbox</h2>
        {items.length === 0 ? null : (
          <Button size="xs" variant="subtle" onClick={() => putAway(items.map(({ key }) => key))}>
            Put all away
          </Button>
        )}
      </div>
      {items.length === 0 ? (
        <p className={classes.nothing} tabIndex={-1} data-autofocus>
          Nothing failed that you have not seen.
        </p>
      ) : (
        <ul className={classes.list}>
          {items.map((item) => (
            <Item key={item.key} item={item} />
          ))}
        </ul>
      )}
    </>
  );
}

function Item({ item: { key, at, title, message, model, isLoad } }: { readonly item: InboxItem }) {
  const client = useQueryClient();
  const retry = (name: string) => {
    putAway([key]);
    // What fails again is a failure of its own, and comes here by itself.
    void controlModel(client, 'load', name).catch(() => undefined);
  };
  return (
    <li className={classes.item}>
      <div className={classes.title}>
        <span>{title}</span>
        <time className={classes.time} dateTime={new Date(at).toISOString()}>
          {formatClock(new Date(at).toISOString())}
        </time>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={`Put away: ${title}`}
          onClick={() => putAway([key])}
        >
          <TbX size={14} />
        </ActionIcon>
      </div>
      <p className={classes.message}>{message}</p>
      {model === undefined ? null : (
        <div className={classes.actions}>
          {isLoad ? (
            <Button size="xs" variant="default" onClick={() => retry(model)}>
              Try again
            </Button>
          ) : null}
          <Link to="/models/$name" params={{ name: model }} onClick={() => setInboxOpen(false)}>
            Open {model}
          </Link>
        </div>
      )}
    </li>
  );
}
