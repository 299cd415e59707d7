import { useQuery } from '@tanstack/react-query';
import type { ModelDetail } from '../../../server/protocols/desk/contract.ts';
import { configQuery } from '../../queries/config.ts';
import { OverviewSkeleton } from '../model/overview-skeleton.tsx';
import { Workbench } from './workbench.tsx';
import classes from './config-editor.module.css';

/** The Config tab: the configuration of one model as text, with everything that helps to write it. */
export default function ConfigEditor({ detail }: { readonly detail: ModelDetail }) {
  const { data: disk, error } = useQuery(configQuery(detail.summary.name));
  if (disk !== undefined) return <Workbench detail={detail} disk={disk} />;
  if (error === null) return <OverviewSkeleton />;
  return (
    <p role="alert" className={classes.trouble}>
      {error.message}
    </p>
  );
}
