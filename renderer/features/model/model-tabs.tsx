import { IconAlertOctagonFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ModelTab } from '../../app/model-search.ts';
import classes from './model-tabs.module.css';

const TABS: readonly { readonly tab: ModelTab; readonly label: string }[] = [
  { tab: 'overview', label: 'Overview' },
  { tab: 'config', label: 'Config' },
  { tab: 'test', label: 'Test' },
];

interface ModelTabsProps {
  readonly tab: ModelTab;
  /** Whether the overview explains a failure. */
  readonly broken: boolean;
}

/** The tabs of a model; each is an address of its own. */
export function ModelTabs({ tab: open, broken }: ModelTabsProps) {
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
          {tab === 'overview' && broken ? (
            <IconAlertOctagonFilled size={14} className={classes.error} aria-label="explains a failure" />
          ) : null}
        </Link>
      ))}
    </nav>
  );
}
