import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { create } from 'zustand';
import { messageOf } from '../../../../server/errors.ts';
import type { ModelSummary } from '../../../../server/protocols/desk/contract.ts';
import { readyVersions } from '../versions.ts';

interface Switching {
  /** What served before the last switch, by model. */
  readonly before: Readonly<Record<string, readonly number[]>>;
  /** The model that is being switched. */
  readonly busy: string | undefined;
}

/** The configuration language is large, and comes when the first model is looked at. */
const policies = () => import('./serve-versions.ts');

const useSwitching = create<Switching>(() => ({ before: {}, busy: undefined }));

/** What serves, what the file says, and how to change either. */
export function useServedVersions(model: ModelSummary, configText: string | null) {
  const { before, busy } = useSwitching();
  const served = readyVersions(model);
  const available = model.versions.map(({ version }) => version);
  const { data: byFile } = useQuery({
    queryKey: ['file-policy', configText, available],
    queryFn: async () => (await policies()).servedByFile(configText, available),
  });
  const serve = (versions: readonly number[]) => void switchTo(model, configText, versions);
  return {
    served,
    serve,
    busy: busy === model.name || model.state === 'loading',
    earlier: before[model.name],
    differsFromFile: served.length > 0 && byFile !== undefined && served.join() !== byFile.join(),
    keep: () => void keep(model.name, served),
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
    await (await policies()).serveVersions(model.name, configText, versions);
    useSwitching.setState(({ before }) => ({ before: { ...before, [model.name]: served } }));
  } catch (thrown) {
    complain(thrown);
  } finally {
    useSwitching.setState({ busy: undefined });
  }
}

async function keep(name: string, served: readonly number[]): Promise<void> {
  try {
    await (await policies()).keepInFile(name, served);
  } catch (thrown) {
    complain(thrown);
  }
}

function complain(thrown: unknown): void {
  notifications.show({ color: 'red', message: messageOf(thrown), autoClose: false });
}
