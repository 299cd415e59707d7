import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { TbArrowsExchange, TbPlayerPlayFilled } from 'react-icons/tb';
import { useMemo, useState } from 'react';
import { MARGINS } from '../../../server/comparison/margins.ts';
import type { ComparisonPlan, ComparisonSide, SetSource } from '../../../server/comparison/plan.ts';
import type { ModelDetail } from '../../../server/protocols/desk/contract.ts';
import { CommandButton } from '../../app/commands/command-button.tsx';
import type { Command } from '../../app/commands/command.ts';
import { useContributedCommands } from '../../app/commands/registry.ts';
import { startComparison } from '../../queries/comparisons.ts';
import { modelsQuery } from '../../queries/desk.ts';
import { notifyFailure } from '../../ui/notify-failure.ts';
import { readyVersions } from '../model/versions.ts';
import { type RequestDraft, useDraft } from '../playground/drafts.ts';
import { CompareProgress } from './compare-progress.tsx';
import classes from './compare-setup.module.css';
import { LiveTrial } from './live-trial.tsx';
import { SetChoice } from './set-choice.tsx';
import { SideChoice } from './side-choice.tsx';
import type { ShownComparison } from './use-comparison.ts';

const SEED = 1;
const RANDOM = { kind: 'random', count: 300, seed: SEED } as const;

interface CompareSetupProps {
  readonly detail: ModelDetail;
  readonly comparison: ShownComparison;
}

/** Which two sides, on what, and the button that starts or stops. */
export function CompareSetup({ detail, comparison: { current, show } }: CompareSetupProps) {
  const choices = useSideChoices(detail);
  const draft = useDraft(detail);
  const own = choices.filter(({ model }) => model === detail.summary.name);
  const [a, setA] = useState(own.at(-2) ?? own.at(-1));
  const [b, setB] = useState(own.at(-1));
  const [set, setSet] = useState<SetSource>(RANDOM);
  const running = current?.state === 'running' ? current : undefined;
  const command = useMemo(
    (): Command => ({
      id: 'compare:run',
      title: `Compare two versions of ${detail.summary.name}`,
      label: 'Compare',
      group: 'This model',
      icon: TbPlayerPlayFilled,
      blocked: whyNot(a, b, running !== undefined),
      run: () => {
        if (a === undefined || b === undefined) return;
        startComparison(planOf({ a, b, set }, draft)).then(
          () => show(undefined),
          (thrown: unknown) => notifyFailure('Not compared', thrown),
        );
      },
    }),
    [a, b, set, detail, draft, running, show],
  );
  useContributedCommands(
    'compare',
    useMemo(() => [command], [command]),
  );
  const swap = () => {
    setA(b);
    setB(a);
  };
  return (
    <>
      <div className={classes.setup}>
        <SideChoice side="A" choices={choices} value={a} onChange={setA} />
        <Button variant="default" aria-label="Swap A and B" onClick={swap}>
          <TbArrowsExchange size={16} aria-hidden="true" />
        </Button>
        <SideChoice side="B" choices={choices} value={b} onChange={setB} />
        <span className={classes.on}>on</span>
        <SetChoice random={RANDOM} set={set} onChange={setSet} />
        <span className={classes.start}>
          {running === undefined ? (
            <CommandButton command={command} primary />
          ) : (
            <CompareProgress comparison={running} />
          )}
        </span>
      </div>
      <LiveTrial key={detail.summary.name} model={detail.summary.name} a={a} b={b} />
    </>
  );
}

/** Every version that answers, those of the model itself first. */
function useSideChoices({ summary }: ModelDetail): readonly ComparisonSide[] {
  const { data: models = [summary] } = useQuery(modelsQuery);
  const others = models.filter(({ name }) => name !== summary.name);
  return [summary, ...others].flatMap((model) =>
    readyVersions(model).map((version) => ({ kind: 'version', model: model.name, version }) as const),
  );
}

function planOf(sides: Pick<ComparisonPlan, 'a' | 'b' | 'set'>, { inputs }: RequestDraft): ComparisonPlan {
  const drafts = Object.entries(inputs);
  return {
    ...sides,
    pictures: Object.fromEntries(drafts.map(([name, { preprocess }]) => [name, preprocess])),
    extents: Object.fromEntries(drafts.map(([name, { extents }]) => [name, extents])),
    seed: SEED,
    rounds: 1,
    warmUp: 10,
    margins: MARGINS,
  };
}

function whyNot(
  a: ComparisonSide | undefined,
  b: ComparisonSide | undefined,
  running: boolean,
): string | undefined {
  if (a === undefined || b === undefined) return 'A version must be served to be compared.';
  return running ? 'A comparison runs already.' : undefined;
}
