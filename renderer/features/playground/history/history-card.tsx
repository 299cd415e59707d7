import { ActionIcon, Button, Menu, TextInput } from '@mantine/core';
import { TbSearch, TbTrash } from 'react-icons/tb';
import { useState } from 'react';
import type { KeptRequest } from '../../../../server/requests/contract.ts';
import { Card } from '../../../ui/card.tsx';
import { counted, formatCount } from '../../../ui/format.ts';
import type { Playground } from '../use-playground.ts';
import { matches } from './find-requests.ts';
import classes from './history-card.module.css';
import { HistoryRow } from './history-row.tsx';
import { useRequestHistory } from './use-request-history.ts';

const SHOWN_AT_ONCE = 50;
/** Fewer are seen at a glance. */
const WORTH_SEARCHING = 6;

/** Every request that was made of this model in a window, to look at again, run again, copy or compare. */
export function HistoryCard({ playground }: { readonly playground: Playground }) {
  const history = useRequestHistory(playground.detail);
  const [search, setSearch] = useState('');
  const [most, setMost] = useState(SHOWN_AT_ONCE);
  const { requests = [], failure, openId, clear } = history;
  const found = requests.filter((request) => matches(request, search));
  const shown = found.slice(0, most);
  const passing = requests.filter(({ pinned }) => !pinned).length;
  return (
    <Card
      flush
      title="History"
      note={requests.length === 0 ? null : formatCount(requests.length)}
      actions={passing === 0 ? null : <ForgetMenu count={passing} onForget={clear} />}
    >
      {requests.length < WORTH_SEARCHING ? null : (
        <TextInput
          className={classes.search}
          size="xs"
          aria-label="Search the history"
          placeholder="Answer, name, version, error"
          leftSection={<TbSearch size={14} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <ul className={classes.rows} aria-label="Requests that were made">
        {shown.map((request) => (
          <HistoryRow
            key={request.id}
            request={request}
            shown={requests.find(({ id }) => id === openId)}
            history={history}
            playground={playground}
          />
        ))}
      </ul>
      <Below failure={failure} requests={requests} found={found} />
      {found.length <= most ? null : (
        <Button variant="subtle" size="xs" fullWidth onClick={() => setMost(most + SHOWN_AT_ONCE)}>
          Show {Math.min(SHOWN_AT_ONCE, found.length - most)} more
        </Button>
      )}
    </Card>
  );
}

interface ForgetMenuProps {
  readonly count: number;
  readonly onForget: () => void;
}

/** What is forgotten is gone, so it takes a second click that says how much it is. */
function ForgetMenu({ count, onForget }: ForgetMenuProps) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="Forget requests" title="Forget requests">
          <TbTrash size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<TbTrash size={16} />} onClick={onForget}>
          Forget {counted(count, 'request')}, all but the pinned
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface BelowProps {
  readonly failure: Error | null;
  readonly requests: readonly KeptRequest[];
  readonly found: readonly KeptRequest[];
}

function Below({ failure, requests, found }: BelowProps) {
  if (failure !== null) return <p className={classes.quiet}>The history cannot be read. {failure.message}</p>;
  if (requests.length === 0) {
    return <p className={classes.quiet}>Every run is kept here, also for the next start.</p>;
  }
  return found.length === 0 ? <p className={classes.quiet}>No request has these words.</p> : null;
}
