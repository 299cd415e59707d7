import { TbAlertOctagonFilled } from 'react-icons/tb';
import type { RepositoryFacts } from '../../../server/protocols/desk/contract.ts';
import classes from './unreadable-repositories.module.css';

interface UnreadableRepositoriesProps {
  readonly repositories: readonly RepositoryFacts[];
}

/** Which folder cannot be read, why, and what to do. */
export function UnreadableRepositories({ repositories }: UnreadableRepositoriesProps) {
  return repositories.map(({ path, problem }) => (
    <section key={path} className={classes.problem} role="alert">
      <TbAlertOctagonFilled size={18} aria-hidden="true" />
      <div>
        <h2 className={classes.title}>{problem}</h2>
        {problem?.includes(path) ? null : (
          <p>
            <code>{path}</code>
          </p>
        )}
        <p className={classes.next}>
          Make the folder readable, or start the server with another one:{' '}
          <code>npm run serve -- --model-repository FOLDER</code>
        </p>
      </div>
    </section>
  ));
}
