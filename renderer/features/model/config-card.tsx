import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { ModelDetail } from '../../../server/protocols/desk/contract.ts';
import { Card } from '../../ui/card.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { configJson } from './config-json.ts';

type View = 'effective' | 'written';

/** The configuration, read-only: as the server uses it and as the file has it. */
export function ConfigCard({ detail: { config, configText } }: { readonly detail: ModelDetail }) {
  const [chosen, setChosen] = useState<View>('effective');
  const effective = typeof config === 'object' && config !== null ? configJson(config) : null;
  if (effective === null && configText === null) return null;
  const view = effective === null ? 'written' : configText === null ? 'effective' : chosen;
  const text = (view === 'effective' ? effective : configText) ?? '';
  return (
    <Card
      title="Configuration"
      note={NOTES[view]}
      flush
      actions={
        <>
          {effective === null || configText === null ? null : (
            <SegmentedControl
              aria-label="Configuration"
              value={view}
              onChange={setChosen}
              data={[
                { value: 'effective', label: 'Effective' },
                { value: 'written', label: 'As written' },
              ]}
            />
          )}
          <CopyButton text={text}>Copy</CopyButton>
        </>
      }
    >
      <CodeBlock label={NOTES[view]} text={text} />
    </Card>
  );
}

const NOTES: Readonly<Record<View, string>> = {
  effective: 'as the server uses it, in its JSON form',
  written: 'config.pbtxt as it is on disk',
};
