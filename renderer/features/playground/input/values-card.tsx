import { Card } from '../../../ui/card.tsx';
import { Tag } from '../../../ui/tag.tsx';
import type { Playground, PlaygroundInput } from '../use-playground.ts';
import { ExtentFields } from './extent-fields.tsx';
import { ValuesFields } from './values-fields.tsx';

interface ValuesCardProps {
  readonly entry: PlaygroundInput;
  readonly playground: Playground;
}

/** An input that takes numbers or text. */
export function ValuesCard({ entry, playground }: ValuesCardProps) {
  const { input } = entry;
  return (
    <Card
      title={<code>{input.name}</code>}
      note={
        <>
          <Tag mono>{input.datatype}</Tag>{' '}
          <code>
            [{input.shape.map((dim, axis) => (dim === -1 ? input.axes[axis] || '?' : dim)).join(', ')}]
          </code>
        </>
      }
    >
      <ExtentFields entry={entry} playground={playground} />
      <ValuesFields entry={entry} playground={playground} />
    </Card>
  );
}
