import { useMemo } from 'react';
import { configFromJson } from '../../../server/config/json/from-json.ts';
import { writeConfig } from '../../../server/config/text/write.ts';
import { Card } from '../../ui/card.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';

/** The configuration as the server uses it, written down: what the file says and what was filled in. */
export default function ConfigCard({ config }: { readonly config: object }) {
  const text = useMemo(() => writeConfig(configFromJson(config).config), [config]);
  return (
    <Card
      title="Effective configuration"
      note="what the file says and what was filled in"
      flush
      actions={<CopyButton text={text}>Copy</CopyButton>}
    >
      <CodeBlock label="Effective configuration" text={text} />
    </Card>
  );
}
