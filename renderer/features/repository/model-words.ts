import type { ModelState, ModelSummary } from '../../../server/protocols/desk/contract.ts';
import type { ServerLink } from '../../queries/server-link.ts';
import type { StateLook } from '../../ui/state-look.ts';
import { formatClock } from '../../ui/format.ts';

export interface StateWords {
  readonly look: StateLook;
  readonly word: string;
  /** In the title of a page there is room to say since when. */
  readonly long: string;
  /** What it was when the server was last heard, while it does not answer. */
  readonly before?: string;
}

/** A model's state in words, or that it is unknown because the server does not answer. */
export function stateWords(model: ModelSummary, link: ServerLink, now: number): StateWords {
  const measured = measuredWords(model, now);
  if (link.state !== 'gone') return measured;
  return {
    look: 'unknown',
    word: 'Unknown',
    long: `Unknown since ${formatClock(link.since)}`,
    before: measured.word,
  };
}

const WORDS: Readonly<Record<ModelState, string>> = {
  ready: 'Ready',
  loading: 'Loading',
  unloading: 'Unloading',
  unavailable: 'Unavailable',
  'needs-approval': 'Needs approval',
  'not-loaded': 'Not loaded',
};

function measuredWords(model: ModelSummary, now: number): StateWords {
  const word = WORDS[model.state] + (model.state === 'loading' ? elapsed(model, now) : left(model));
  return { look: model.state, word, long: word };
}

function elapsed({ progress }: ModelSummary, now: number): string {
  if (progress === undefined) return '';
  return ` ${Math.max(0, Math.floor((now - Date.parse(progress.startedAt)) / 1000))} s`;
}

function left({ versions }: ModelSummary): string {
  const pending = versions.reduce((sum, version) => sum + (version.pending ?? 0), 0);
  return pending === 0 ? '' : `, ${pending} left`;
}
