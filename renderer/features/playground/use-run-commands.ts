import { TbPlayerPlayFilled, TbX } from 'react-icons/tb';
import { useMemo } from 'react';
import { CATALOGUE } from '../../app/commands/catalogue.ts';
import type { Command } from '../../app/commands/command.ts';
import { useContributedCommands } from '../../app/commands/registry.ts';
import { type ServerLink, useServerLink } from '../../queries/server-link.ts';
import { useRecording } from './history/record-request.ts';
import { cancelRun, startRun, useRuns } from './runs.ts';
import type { Playground } from './use-playground.ts';

/** Offers running and cancelling the request. */
export function useRunCommands(playground: Playground): Command {
  const { detail, version, inputs } = playground;
  const { name } = detail.summary;
  const link = useServerLink();
  const running = useRuns(name).run.state === 'running';
  const blocked = whyNotRunnable(playground, link);
  const record = useRecording(detail);

  const run = useMemo(
    (): Command => ({
      id: 'test:run',
      title: version === undefined ? `Run ${name}` : `Run ${name} v${version}`,
      label: 'Run',
      group: 'Test',
      icon: TbPlayerPlayFilled,
      keywords: 'infer send request predict',
      blocked,
      run: () => {
        if (version === undefined) return;
        const tensors = inputs.flatMap(({ built }) => (built.state === 'ready' ? [built.tensor] : []));
        const outputs = detail.outputs.map((output) => output.name);
        void startRun({ model: name, version, inputs: tensors, outputs }, record);
      },
    }),
    [name, version, inputs, detail.outputs, blocked, record],
  );
  const cancel = useMemo(
    (): Command => ({
      id: 'test:cancel',
      title: CATALOGUE['test:cancel'].title,
      label: 'Cancel',
      group: 'Test',
      icon: TbX,
      run: () => cancelRun(name),
    }),
    [name],
  );
  useContributedCommands(
    'test',
    useMemo(() => (running ? [run, cancel] : [run]), [run, cancel, running]),
  );
  return run;
}

/** Why the request cannot be sent now, if so: the server, the model, or what is still missing. */
function whyNotRunnable({ detail, version, inputs }: Playground, link: ServerLink): string | undefined {
  if (link.state !== 'live') return 'The server does not answer; this works again as soon as it does.';
  if (version === undefined) return `No version of ${detail.summary.name} is loaded.`;
  const missing = inputs.find(({ built, input }) => built.state === 'incomplete' && !input.optional);
  return missing?.built.state === 'incomplete' ? missing.built.why : undefined;
}
