import { create } from 'zustand';
import { requireAnswers } from '../../../server/comparison/run.ts';
import { askLatency } from './ask-latency.ts';
import { MARGINS, type Report, reportOn } from '../../../server/comparison/report.ts';
import { type ComparisonSpec, runInPage } from './run-in-page.ts';
import { type Pictures, picturesOf } from './samples.ts';

/** Where the comparison of a model stands. */
export type Comparing =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly done: number; readonly total: number; readonly cancel: () => void }
  | { readonly state: 'done'; readonly report: Report; readonly pictures: Pictures }
  | { readonly state: 'failed'; readonly why: string };

const IDLE: Comparing = { state: 'idle' };
const RESAMPLES = 1000;

const useStore = create<Readonly<Record<string, Comparing>>>(() => ({}));

/** The comparison of a model; it goes on while another page is open. */
export function useComparing(model: string): Comparing {
  return useStore((all) => all[model] ?? IDLE);
}

/** Starts comparing; a comparison of the same model that runs is cancelled. */
export async function startComparison(spec: ComparisonSpec): Promise<void> {
  const { name } = spec.detail.summary;
  const before = useStore.getState()[name];
  if (before?.state === 'running') before.cancel();
  const abort = new AbortController();
  const tell = (comparing: Comparing) => useStore.setState({ [name]: comparing });
  const cancel = () => {
    abort.abort();
    tell(IDLE);
  };
  const progress = (done: number, total: number) => tell({ state: 'running', done, total, cancel });
  try {
    progress(0, spec.samples.length * 2);
    const report = await compare(spec, abort.signal, progress);
    if (!abort.signal.aborted) tell({ state: 'done', report, pictures: picturesOf(spec.samples) });
  } catch (error) {
    if (abort.signal.aborted) return;
    tell({ state: 'failed', why: error instanceof Error ? error.message : String(error) });
  }
}

async function compare(
  spec: ComparisonSpec,
  signal: AbortSignal,
  progress: (done: number, total: number) => void,
): Promise<Report> {
  const run = await runInPage(spec, signal, progress);
  requireAnswers(run);
  const method = { seed: spec.seed, resamples: RESAMPLES, relativeMargin: MARGINS.relativeLatency };
  const origin = { a: `v${spec.a}`, b: `v${spec.b}`, at: Date.now(), margins: MARGINS };
  return reportOn(origin, run, await askLatency(run.latency.a, run.latency.b, method));
}
