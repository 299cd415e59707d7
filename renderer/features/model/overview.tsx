import { lazy, Suspense } from 'react';
import type { ModelDetail } from '../../../server/protocols/desk/contract.ts';
import { BatchAxisCard } from '../batch-axis/batch-axis-card.tsx';
import { CompletedCard } from './completed-card.tsx';
import { FailurePanel } from './failure-panel.tsx';
import { FileCard } from './file-card.tsx';
import classes from './overview.module.css';
import { MemoryCard } from './memory-card.tsx';
import { SignatureCard } from './signature-card.tsx';
import { VersionsCard } from './versions-card.tsx';
import { WarningsPanel } from './warnings-panel.tsx';

/** Writing a configuration needs its whole schema, which the first page does without. */
const ConfigCard = lazy(() => import('./config-card.tsx'));

/** Programs that call the model are read when one looks for them. */
const ConnectCard = lazy(() => import('../connect/connect-card.tsx'));

/** Few models are ensembles. */
const EnsembleCard = lazy(() => import('./ensemble/ensemble-card.tsx'));

/** Reading code needs the editor, which is large and rarely asked for here. */
const CodeReview = lazy(() => import('../approval/code-review.tsx'));

/** What a model is: what went wrong first, then its signature, versions, file and configuration. */
export function Overview({ detail }: { readonly detail: ModelDetail }) {
  const { summary, inputs, outputs, files, completed } = detail;
  return (
    <div className={classes.overview}>
      {summary.failure === undefined ? null : (
        <FailurePanel
          model={summary.name}
          failure={summary.failure}
          state={summary.state}
          configText={detail.configText}
        />
      )}
      {summary.needsApproval === true ? (
        <Suspense>
          <CodeReview model={summary} />
        </Suspense>
      ) : null}
      <WarningsPanel warnings={summary.warnings} />
      {isEnsembleJson(detail.config) ? (
        <Suspense>
          <EnsembleCard config={detail.config} />
        </Suspense>
      ) : null}
      <div className={classes.columns}>
        <div className={classes.wide}>
          {inputs.length + outputs.length === 0 ? null : <SignatureCard detail={detail} />}
          <VersionsCard detail={detail} />
          {inputs.length === 0 ? null : (
            <Suspense>
              <ConnectCard detail={detail} />
            </Suspense>
          )}
          {typeof detail.config === 'object' && detail.config !== null ? (
            <Suspense>
              <ConfigCard config={detail.config} />
            </Suspense>
          ) : null}
        </div>
        <div className={classes.side}>
          <BatchAxisCard detail={detail} />
          <MemoryCard detail={detail} />
          {isEnsembleJson(detail.config) ? null : (
            <FileCard files={files} defaultVersion={summary.defaultVersion} />
          )}
          <CompletedCard completed={completed} />
        </div>
      </div>
    </div>
  );
}

/** Looks at the configuration without its schema. */
function isEnsembleJson(config: unknown): config is object {
  return typeof config === 'object' && config !== null && 'ensemble_scheduling' in config;
}
