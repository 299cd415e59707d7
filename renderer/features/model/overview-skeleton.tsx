import { Skeleton } from '@mantine/core';
import { useElapsed } from '../../ui/use-elapsed.ts';

/** Cards to come: shapes after 300 ms, words after a second. */
export function OverviewSkeleton() {
  const shapes = useElapsed(300);
  const words = useElapsed(1000);
  if (!shapes) return null;
  return (
    <div aria-busy="true" style={{ padding: 24 }}>
      <Skeleton height={160} radius={8} mb={16} />
      <Skeleton height={120} radius={8} mb={16} />
      <p role="status">{words ? 'Asking the server about this model…' : ''}</p>
    </div>
  );
}
