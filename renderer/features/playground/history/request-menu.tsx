import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { TbArrowsDiff, TbCode, TbDots, TbDownload, TbPencil, TbPlayerPlay, TbTrash } from 'react-icons/tb';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeptRequest } from '../../../../server/requests/contract.ts';
import { serverQuery } from '../../../queries/desk.ts';
import { messageAddress } from '../../../queries/requests.ts';
import { notifyFailure } from '../../../ui/notify-failure.ts';
import type { Playground } from '../use-playground.ts';
import { COPY_KINDS, COPY_TITLES, type CopyKind, requestText } from './request-text.ts';
import { RequestDifferenceDialog } from './request-difference-dialog.tsx';
import { RequestNameDialog } from './request-name-dialog.tsx';
import { useRunAgain } from './run-again.ts';
import type { RequestHistory } from './use-request-history.ts';

interface RequestMenuProps {
  readonly request: KeptRequest;
  readonly shown: KeptRequest | undefined;
  readonly history: RequestHistory;
  readonly playground: Playground;
}

/** What else can be done with a request that was made. */
export function RequestMenu({ request, shown, history, playground }: RequestMenuProps) {
  const { data: server } = useQuery(serverQuery);
  const [dialog, setDialog] = useState<'name' | 'difference' | undefined>();
  const runAgain = useRunAgain(playground);
  const kept = request.request !== undefined;
  const copy = (kind: CopyKind) => {
    if (server === undefined) return;
    requestText(kind, request, server)
      .then((text) => navigator.clipboard.writeText(text))
      .then(() => notifications.show({ message: `Copied as ${COPY_TITLES[kind]}.`, autoClose: 2000 }))
      .catch((thrown: unknown) => notifyFailure('Nothing was copied', thrown));
  };
  const comparable = shown !== undefined && shown.id !== request.id && shown.response !== undefined;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label="More about this request">
            <TbDots size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<TbPlayerPlay size={16} />}
            disabled={!kept || playground.version === undefined}
            onClick={() => runAgain(request)}
          >
            {playground.version === undefined ? 'Run again' : `Run again on v${playground.version}`}
          </Menu.Item>
          <Menu.Item
            leftSection={<TbArrowsDiff size={16} />}
            disabled={!comparable || request.response === undefined}
            onClick={() => setDialog('difference')}
          >
            Compare with the answer shown
          </Menu.Item>
          <Menu.Divider />
          {COPY_KINDS.map((kind) => (
            <Menu.Item
              key={kind}
              leftSection={<TbCode size={16} />}
              disabled={!kept}
              onClick={() => copy(kind)}
            >
              Copy as {COPY_TITLES[kind]}
            </Menu.Item>
          ))}
          {kept ? (
            <Menu.Item
              component="a"
              href={messageAddress(request.id, 'request')}
              download={`${request.model}-request.bin`}
              leftSection={<TbDownload size={16} />}
            >
              Save the bytes sent
            </Menu.Item>
          ) : null}
          <Menu.Divider />
          <Menu.Item leftSection={<TbPencil size={16} />} onClick={() => setDialog('name')}>
            Name…
          </Menu.Item>
          <Menu.Item leftSection={<TbTrash size={16} />} onClick={() => history.remove(request)}>
            Forget
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'name' ? (
        <RequestNameDialog
          request={request}
          onName={(name) => history.change(request, { name })}
          onClose={() => setDialog(undefined)}
        />
      ) : null}
      {dialog === 'difference' && shown !== undefined ? (
        <RequestDifferenceDialog a={shown} b={request} onClose={() => setDialog(undefined)} />
      ) : null}
    </>
  );
}
