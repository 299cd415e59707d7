import { SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ModelDetail } from '../../../server/protocols/desk/contract.ts';
import { serverQuery } from '../../queries/desk.ts';
import { Card } from '../../ui/card.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { addressesOf, calledModel } from './called-model.ts';
import classes from './connect-card.module.css';
import { snippet, SNIPPET_KINDS, SNIPPET_NEEDS, SNIPPET_TITLES, type SnippetKind } from './snippets.ts';

const KINDS = SNIPPET_KINDS.map((value) => ({ value, label: SNIPPET_TITLES[value] }));
const DEFAULT = 'default';

/** How a program calls this model, ready to be copied: the addresses, the names and the shapes are its own. */
export default function ConnectCard({ detail }: { readonly detail: ModelDetail }) {
  const { data: server } = useQuery(serverQuery);
  const [kind, setKind] = useState<SnippetKind>('curl');
  const [version, setVersion] = useState(DEFAULT);
  if (server === undefined) return null;
  const addresses = addressesOf(server);
  const model = calledModel(detail, version === DEFAULT ? undefined : Number(version));
  const text = snippet(kind, model, addresses);
  const needs = SNIPPET_NEEDS[kind];
  const served = detail.summary.versions.filter(({ state }) => state === 'READY');
  return (
    <Card
      title="Call it from a program"
      actions={text === undefined ? null : <CopyButton text={text}>Copy</CopyButton>}
    >
      <div className={classes.choices}>
        <SegmentedControl aria-label="Language" value={kind} onChange={setKind} data={KINDS} />
        {served.length < 2 ? null : (
          <Select
            aria-label="Version"
            size="xs"
            w={148}
            allowDeselect={false}
            value={version}
            onChange={(chosen) => setVersion(chosen ?? DEFAULT)}
            data={[
              { value: DEFAULT, label: 'Highest served' },
              ...served.map(({ version: number }) => ({ value: String(number), label: `Version ${number}` })),
            ]}
          />
        )}
      </div>
      {text === undefined ? (
        <p className={classes.quiet}>{whyNot(kind, addresses.grpc !== undefined)}</p>
      ) : (
        <div className={classes.code}>
          <CodeBlock label={`${SNIPPET_TITLES[kind]} snippet`} text={text} />
        </div>
      )}
      <p className={classes.quiet}>
        HTTP <code>{addresses.http.replace('http://', '')}</code>
        {addresses.grpc === undefined ? null : (
          <>
            {' '}
            · gRPC <code>{addresses.grpc}</code>
          </>
        )}
        {needs === undefined ? null : (
          <>
            {' '}
            · needs <code>{needs}</code>
          </>
        )}
      </p>
    </Card>
  );
}

function whyNot(kind: SnippetKind, hasGrpc: boolean): string {
  if (kind === 'python-grpc' && !hasGrpc) return 'This server was started without gRPC.';
  return kind === 'curl' || kind === 'javascript'
    ? 'This model takes long texts beside other tensors; call it with Python.'
    : 'BF16 is a type that numpy does not have; call it with JavaScript.';
}
