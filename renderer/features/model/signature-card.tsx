import { TbArrowRight, TbTag } from 'react-icons/tb';
import type { ModelDetail, TensorFacts } from '../../../server/protocols/desk/contract.ts';
import { Card } from '../../ui/card.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Tag } from '../../ui/tag.tsx';
import { ShapeCells } from './shape-cells.tsx';
import classes from './signature-card.module.css';
import { signatureJson } from './signature-json.ts';

/** What the model takes and gives: names, datatypes, shapes and labels. */
export function SignatureCard({ detail }: { readonly detail: ModelDetail }) {
  const { inputs, outputs, summary } = detail;
  return (
    <Card title="Signature" actions={<CopyButton text={signatureJson(detail)}>Copy as JSON</CopyButton>}>
      <div className={classes.signature}>
        <Tensors
          title={inputs.length === 1 ? 'Input' : 'Inputs'}
          tensors={inputs}
          maxBatch={summary.maxBatchSize}
        />
        <span className={classes.arrow} aria-hidden="true">
          <TbArrowRight size={16} />
        </span>
        <Tensors
          title={outputs.length === 1 ? 'Output' : 'Outputs'}
          tensors={outputs}
          maxBatch={summary.maxBatchSize}
          asInput
        />
      </div>
    </Card>
  );
}

interface TensorsProps {
  readonly title: string;
  readonly tensors: readonly TensorFacts[];
  readonly maxBatch: number;
  readonly asInput?: boolean;
}

function Tensors({ title, tensors, maxBatch, asInput = false }: TensorsProps) {
  return (
    <div className={classes.side}>
      <h3 className={classes.title}>{title}</h3>
      <ul className={classes.tensors}>
        {tensors.map((tensor) => (
          <li key={tensor.name}>
            <div className={classes.head}>
              <code className={classes.name}>{tensor.name}</code>
              <Tag mono>{tensor.datatype}</Tag>
              {tensor.optional ? <Tag>optional</Tag> : null}
              <Labels tensor={tensor} />
            </div>
            <ShapeCells tensor={tensor} maxBatch={maxBatch} asInput={asInput} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Labels({ tensor: { labels, labelFile } }: { readonly tensor: TensorFacts }) {
  if (labels === undefined) return null;
  const file = labelFile?.split(/[\\/]/).at(-1);
  return (
    <span
      title={`${labels.length} labels: ${labels.slice(0, 20).join(', ')}${labels.length > 20 ? ', …' : ''}`}
    >
      <Tag icon={<TbTag size={12} aria-hidden="true" />}>{file ?? `${labels.length} labels`}</Tag>
    </span>
  );
}
