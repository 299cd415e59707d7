import { notifications } from '@mantine/notifications';
import { create } from 'zustand';
import { messageOf } from '../../../../server/errors.ts';
import type { ModelSummary } from '../../../../server/protocols/desk/contract.ts';
import { readyVersions } from '../versions.ts';
import { keepInFile, servedByFile, serveVersions } from './serve-versions.ts';

interface Switching {
  /** What served before the last switch, by model. */
  readonly before: Readonly<Record<string, readonly number[]>>;
  /** The model that is being switched. */
  readonly busy: string | undefined;
}

const useSwitching = create<Switching>(() => ({ before: {}, busy: undefined }));

/** What serves, what the file says, and how to change either. */
export function useServedVersions(model: ModelSummary, configText: string | null) {
  const { before, busy } = useSwitching();
  const served = readyVersions(model);
  const byFile = servedByFile(
    configText,
    model.versions.map(({ version }) => version),
  );
  const serve = (versions: readonly number[]) => void switchTo(model, configText, versions);
  return {
    served,
    serve,
    busy: busy === model.name || model.state === 'loading',
    earlier: before[model.name],
    differsFromFile: served.length > 0 && served.join() !== byFile.join(),
    keep: () => void keepInFile(model.name, served).catch(complain),
  };
}

async function switchTo(
  model: ModelSummary,
  configText: string | null,
  versions: readonly number[],
): Promise<void> {
  const served = readyVersions(model);
  useSwitching.setState({ busy: model.name });
  try {
    await serveVersions(model.name, configText, versions);
    useSwitching.setState(({ before }) => ({ before: { ...before, [model.name]: served } }));
  } catch (thrown) {
    complain(thrown);
  } finally {
    useSwitching.setState({ busy: undefined });
  }
}

function complain(thrown: unknown): void {
  notifications.show({ color: 'red', message: messageOf(thrown), autoClose: false });
}
