import { ActionIcon } from '@mantine/core';
import { TbAlertOctagonFilled, TbCircleCheckFilled, TbPin, TbPinFilled } from 'react-icons/tb';
import type { KeptRequest } from '../../../../server/requests/contract.ts';
import { formatClock, formatMilliseconds } from '../../../ui/format.ts';
import { Tag } from '../../../ui/tag.tsx';
import type { Playground } from '../use-playground.ts';
import classes from './history-card.module.css';
import { RequestMenu } from './request-menu.tsx';
import type { RequestHistory } from './use-request-history.ts';

interface HistoryRowProps {
  readonly request: KeptRequest;
  /** The request whose answer is shown. */
  readonly shown: KeptRequest | undefined;
  readonly history: RequestHistory;
  readonly playground: Playground;
}

/** One request: what came of it, and when. Clicking it puts its inputs in again and shows its answer. */
export function HistoryRow({ request, shown, history, playground }: HistoryRowProps) {
  const { outcome, name, pinned, version, milliseconds, at } = request;
  const said = outcome.state === 'answered' ? outcome.summary : outcome.message;
  const kept = request.request !== undefined;
  return (
    <li className={classes.row} data-shown={shown?.id === request.id || undefined}>
      <button
        type="button"
        className={classes.open}
        disabled={!kept}
        title={kept ? said : `${said} (the inputs were too large to be kept)`}
        aria-current={shown?.id === request.id || undefined}
        onClick={() => void history.open(request)}
      >
        {outcome.state === 'answered' ? (
          <TbCircleCheckFilled className={classes.good} size={14} aria-label="answered" />
        ) : (
          <TbAlertOctagonFilled className={classes.bad} size={14} aria-label="failed" />
        )}
        <span className={classes.said}>
          {name === undefined ? null : <strong>{name} </strong>}
          {said}
        </span>
        <Tag mono>v{version}</Tag>
        <span className={classes.figure}>{formatMilliseconds(milliseconds)}</span>
        <time
          className={classes.figure}
          dateTime={new Date(at).toISOString()}
          title={new Date(at).toLocaleString()}
        >
          {formatClock(at)}
        </time>
      </button>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={pinned ? 'Unpin' : 'Pin'}
        aria-pressed={pinned}
        data-quiet={!pinned || undefined}
        className={classes.pin}
        onClick={() => history.change(request, { pinned: !pinned })}
      >
        {pinned ? <TbPinFilled size={14} /> : <TbPin size={14} />}
      </ActionIcon>
      <RequestMenu request={request} shown={shown} history={history} playground={playground} />
    </li>
  );
}
