import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { TbFolder } from 'react-icons/tb';
import { desktop } from '../../app/desktop.ts';
import { notifyFailure } from '../../ui/notify-failure.ts';
import classes from './recent-repositories.module.css';

/** The repositories that were served before, each one click away; there are none without a desktop. */
export function RecentRepositories() {
  const { data: recent = [] } = useQuery({
    queryKey: ['recent-repositories'],
    queryFn: () => desktop?.recentRepositories() ?? [],
    enabled: desktop !== undefined,
  });
  if (recent.length === 0) return null;
  return (
    <section aria-label="Recent repositories">
      <h2 className={classes.title}>Recent repositories</h2>
      <ul className={classes.list}>
        {recent.map((folder) => (
          <li key={folder}>
            <UnstyledButton className={classes.folder} onClick={() => open(folder)} title={folder}>
              <TbFolder size={16} aria-hidden="true" />
              <span className={classes.path}>{folder}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

function open(folder: string): void {
  desktop
    ?.openRecentRepository(folder)
    .catch((thrown: unknown) => notifyFailure('The repository was not opened', thrown));
}
