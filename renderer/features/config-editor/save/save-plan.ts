import type { Impact } from '../../../../server/config/impact.ts';
import type { Problem } from '../../../../server/config/problem.ts';
import type { ModelSummary, ServerFacts } from '../../../../server/protocols/desk/contract.ts';
import { counted, formatMilliseconds } from '../../../ui/format.ts';

/** What a save will do, before it is done. */
export interface SavePlan {
  /** On the button: `Save · reload, 3 requests in flight`. */
  readonly label: string;
  /** In a word, for a tag. */
  readonly effect: 'file only' | 'no change' | 'live' | 'reload' | 'load' | 'fails' | 'later';
  readonly steps: readonly SaveStep[];
  readonly why: string | undefined;
}

export interface SaveStep {
  readonly title: string;
  readonly note: string;
}

export interface SaveSituation {
  readonly model: ModelSummary;
  readonly controlMode: ServerFacts['controlMode'] | undefined;
  /** What the change does to what is loaded; undefined when nothing is. */
  readonly impact: Impact | undefined;
  /** The first error of the text. */
  readonly error: Problem | undefined;
  /** Requests that a reload waits for, as far as known. */
  readonly inFlight: number;
}

/** Says in advance what saving a text will do to the model. */
export function planSave(situation: SaveSituation): SavePlan {
  const { model, controlMode, impact, error } = situation;
  if (model.state === 'not-loaded')
    return fileOnly(`${model.name} is not loaded; its next load takes it over`);
  if (controlMode !== undefined && controlMode !== 'explicit') return later(model, controlMode);
  if (error !== undefined) return fails(model, error);
  if (impact === undefined) return loads(model);
  if (impact.effect === 'nothing') return unchanged(impact);
  return impact.effect === 'live' ? live(model, impact) : reload(situation, impact);
}

function fileOnly(note: string): SavePlan {
  return {
    label: 'Save',
    effect: 'file only',
    steps: [{ title: 'The file changes', note }],
    why: undefined,
  };
}

function later({ name }: ModelSummary, mode: 'poll' | 'none'): SavePlan {
  const when =
    mode === 'poll'
      ? { title: `${name} follows by itself`, note: 'when the server next looks at the repository' }
      : { title: `${name} goes on as it is`, note: 'until the server is started again' };
  return {
    label: 'Save',
    effect: 'later',
    steps: [{ title: 'The file changes', note: 'at once' }, when],
    why: `The server runs with model control mode “${mode}”.`,
  };
}

function fails({ name, state }: ModelSummary, { line, message }: Problem): SavePlan {
  const after =
    state === 'unavailable'
      ? { title: `${name} stays unavailable`, note: 'until this is fixed' }
      : { title: `${name} goes on serving`, note: 'as it was loaded before' };
  return {
    label: 'Save · will not load',
    effect: 'fails',
    steps: [{ title: `The load stops at line ${line}`, note: message }, after],
    why: undefined,
  };
}

function loads({ name }: ModelSummary): SavePlan {
  return {
    label: 'Save · load',
    effect: 'load',
    steps: [
      { title: 'The file changes', note: 'at once' },
      { title: `${name} is loaded`, note: 'and serves as soon as it is ready' },
    ],
    why: undefined,
  };
}

function unchanged({ reason }: Impact): SavePlan {
  return {
    label: 'Save',
    effect: 'no change',
    steps: [{ title: 'The file changes', note: 'requests are answered as before' }],
    why: reason,
  };
}

function live({ name }: ModelSummary, impact: Impact): SavePlan {
  return {
    label: 'Save · updates live',
    effect: 'live',
    steps: [
      { title: 'Instances come and go', note: instanceCounts(impact) },
      { title: `${name} keeps serving`, note: 'nothing is loaded again' },
    ],
    why: impact.reason,
  };
}

/** `2 become 3`, where that is all that changes. */
function instanceCounts({ differences }: Impact): string {
  const [first, ...others] = differences;
  const counts = first !== undefined && first.field.endsWith('.count') && others.length === 0;
  if (counts && first.before !== undefined && first.after !== undefined)
    return `${first.before} become ${first.after}`;
  return 'until they are as written';
}

function reload({ model, inFlight }: SaveSituation, impact: Impact): SavePlan {
  const { name, versions } = model;
  const took = versions.reduce((sum, { loadedInMs = 0 }) => sum + loadedInMs, 0);
  const requests = inFlight === 0 ? 'Requests' : counted(inFlight, 'request');
  return {
    label: `Save · reload${inFlight === 0 ? '' : `, ${counted(inFlight, 'request')} in flight`}`,
    effect: 'reload',
    steps: [
      {
        title: `A second ${name} loads`,
        note: took > 0 ? `the first took ${formatMilliseconds(took)}` : 'beside the one that serves',
      },
      { title: `${requests} finish${inFlight === 1 ? 'es' : ''}`, note: 'on the one running now' },
      { title: 'Traffic moves over', note: 'no request fails; the old one is freed' },
    ],
    why: impact.reason,
  };
}
