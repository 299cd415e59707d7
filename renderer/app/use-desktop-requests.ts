import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { PageRequest } from '../../electron/contract.ts';
import { beginImport } from '../features/import/importing.ts';
import { notifyFailure } from '../ui/notify-failure.ts';
import { runCommand } from './commands/registry.ts';
import { desktop } from './desktop.ts';

/** Does what the desktop's menu and the system ask for: run a command, import models, run a comparison again. */
export function useDesktopRequests(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const showComparison = (name: string) => navigate({ to: '/compare/$name', params: { name } });
    return desktop?.onRequest((request) => void follow(request, showComparison));
  }, [navigate]);
}

async function follow(request: PageRequest, showComparison: (model: string) => Promise<void>): Promise<void> {
  if (request.kind === 'remark') return notifyFailure(request.title, request.text);
  if (request.kind === 'models') return await beginImport({ kind: 'paths', paths: request.paths });
  if (request.kind === 'command') {
    const blocked = runCommand(request.id);
    if (blocked !== undefined) notifyFailure('Not possible now', blocked);
    return;
  }
  const { runSavedComparison } = await import('../features/compare/run-saved-comparison.ts');
  try {
    const { a } = await runSavedComparison(request.name, request.text);
    await showComparison(a.model);
  } catch (thrown) {
    notifyFailure(`${request.name} was not run`, thrown);
  }
}
