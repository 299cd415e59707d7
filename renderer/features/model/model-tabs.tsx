import { TbAlertOctagonFilled } from 'react-icons/tb';
import { Link } from '@tanstack/react-router';
import type { ModelSummary } from '../../../server/protocols/desk/contract.ts';
import type { ModelTab } from '../../app/model-search.ts';
import { draftKey, useHasDraft } from '../config-editor/buffer/kept-drafts.ts';
import classes from './model-tabs.module.css';

const TABS: readonly { readonly tab: ModelTab; readonly label: string }[] = [
  { tab: 'overview', label: 'Overview' },
  { tab: 'config', label: 'Config' },
  { tab: 'test', label: 'Test' },
  { tab: 'metrics', label: 'Metrics' },
];

interface ModelTabsProps {
  readonly model: ModelSummary;
  readonly tab: ModelTab;
}

/** The tabs of a model; each is an address of its own. */
export function ModelTabs({ model, tab: open }: ModelTabsProps) {
  return (
    <nav className={classes.tabs} aria-label="Pages of the model">
      {TABS.map(({ tab, label }) => (
        <Link
          key={tab}
          aria-current={tab === open ? 'page' : undefined}
          to="."
          search={(previous) => ({ ...previous, tab: tab === 'overview' ? undefined : tab })}
          activeOptions={{ exact: true, explicitUndefined: true }}
          className={classes.tab}
        >
          {label}
          <Mark tab={tab} model={model} />
        </Link>
      ))}
    </nav>
  );
}

/** What waits behind a tab: an explained failure, or unsaved text. */
function Mark({ tab, model }: ModelTabsProps) {
  const hasDraft = useHasDraft(draftKey(model));
  if (tab === 'overview' && model.failure !== undefined)
    return <TbAlertOctagonFilled size={14} className={classes.error} aria-label="explains a failure" />;
  if (tab === 'config' && hasDraft)
    return <span className={classes.unsaved} role="img" aria-label="has unsaved text" />;
  return null;
}
