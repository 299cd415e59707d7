import { useQuery } from '@tanstack/react-query';
import type { ModelCode, ModelSummary } from '../../../server/protocols/desk/contract.ts';
import { modelCodeQuery } from '../../queries/approval.ts';
import { ApprovalPanel } from './approval-panel.tsx';
import { CodeCard } from './code-card.tsx';
import classes from './code-review.module.css';
import { ReachesCard } from './reaches-card.tsx';

/** The code of a model that waits for approval: what it means, the code itself, and what it visibly reaches for. */
export default function CodeReview({ model }: { readonly model: ModelSummary }) {
  const { data: code, error } = useQuery(modelCodeQuery(model.name));
  if (error !== null) return <p role="alert">{error.message}</p>;
  return (
    <>
      <ApprovalPanel model={model} hash={code?.hash} />
      {code === undefined ? null : <Code code={code} />}
    </>
  );
}

function Code({ code }: { readonly code: ModelCode }) {
  return (
    <div className={classes.columns}>
      <CodeCard key={code.hash} code={code} />
      <ReachesCard code={code} />
    </div>
  );
}
