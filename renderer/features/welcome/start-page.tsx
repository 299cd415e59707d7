import { useQuery } from '@tanstack/react-query';
import type { ModelSummary, RepositoryFacts } from '../../../server/protocols/desk/contract.ts';
import { CommandButton } from '../../app/commands/command-button.tsx';
import { desktop } from '../../app/desktop.ts';
import { DESKTOP_COMMANDS } from '../../app/use-desktop-commands.ts';
import { modelsQuery, serverQuery } from '../../queries/desk.ts';
import { counted } from '../../ui/format.ts';
import { Logo } from '../../ui/logo.tsx';
import { ListButton } from '../repository/list-button.tsx';
import { AttentionCard } from './attention-card.tsx';
import { EmptyRepository } from './empty-repository.tsx';
import { ServerCard } from './server-card.tsx';
import { RecentRepositories } from './recent-repositories.tsx';
import classes from './start-page.module.css';
import { TryCard } from './try-card.tsx';
import { UnreadableRepositories } from './unreadable-repositories.tsx';

/** Where the window opens: what is there, and the shortest way to a prediction. */
export function StartPage() {
  const { data: models } = useQuery(modelsQuery);
  const { data: server } = useQuery(serverQuery);
  if (models === undefined || server === undefined) return null;
  const unreadable = server.repositories.filter(({ problem }) => problem !== undefined);
  return (
    <div className={classes.page}>
      <ListButton />
      <Logo size={36} />
      <h1 className={classes.title}>{title(models, unreadable)}</h1>
      <p className={classes.lead}>{lead(models, unreadable)}</p>
      <div className={classes.columns}>
        <div className={classes.main}>
          <UnreadableRepositories repositories={unreadable} />
          {models.length === 0 ? (
            unreadable.length === 0 && <EmptyRepository repositories={server.repositories} />
          ) : (
            <TryCard models={models} />
          )}
          <AttentionCard models={models} unreadable={unreadable.length > 0} />
          {desktop === undefined ? null : (
            <div className={classes.folders}>
              <CommandButton command={DESKTOP_COMMANDS.chooseRepository} />
              <CommandButton command={DESKTOP_COMMANDS.addRepository} />
            </div>
          )}
          <RecentRepositories />
        </div>
        <ServerCard server={server} models={models} />
      </div>
    </div>
  );
}

function title(models: readonly ModelSummary[], unreadable: readonly RepositoryFacts[]): string {
  if (models.length > 0) {
    const ready = models.filter((model) => model.state === 'ready').length;
    return ready === models.length
      ? `${counted(ready, 'model')} ready`
      : `${ready} of ${counted(models.length, 'model')} ready`;
  }
  return unreadable.length > 0 ? 'The model repository cannot be read' : 'Serve your first model';
}

function lead(models: readonly ModelSummary[], unreadable: readonly RepositoryFacts[]): string {
  const attention = models.filter((model) => model.failure !== undefined).length;
  if (attention > 0)
    return `${counted(attention, 'model')} could not be loaded; the list says why. The others serve.`;
  if (models.length > 0) return 'Choose one in the list to see what it takes and gives, and to try it.';
  if (unreadable.length > 0) return 'The server runs, but it has no models to serve.';
  return 'Put a model into the repository, and it appears in the list.';
}
