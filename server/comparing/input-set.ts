import { basename } from 'node:path';
import type { SetFacts } from '../comparison/input-set.ts';
import type { ComparisonPlan } from '../comparison/plan.ts';
import type { Sample } from '../comparison/run.ts';
import type { KeptSets } from '../input-sets/kept-sets.ts';
import { withKnownLabels } from '../input-sets/label-of-row.ts';
import { randomRows } from '../input-sets/random-rows.ts';
import { hashOfSet, readSet } from '../input-sets/read-set.ts';
import type { ReadRows, SetRow } from '../input-sets/set-row.ts';
import type { ModelSpec } from '../scheduling/tensor-spec.ts';

/** A set that is ready to be sent. */
export interface OpenedSet {
  readonly facts: SetFacts;
  readonly samples: readonly Sample[];
  readonly remarks: readonly string[];
}

/** Reads the inputs of a plan. @throws InferdeckError when there is nothing that can be sent */
export async function openSet(
  plan: ComparisonPlan,
  sets: KeptSets,
  specs: { readonly a: ModelSpec; readonly b: ModelSpec },
): Promise<OpenedSet> {
  const found = await readRows(plan, sets);
  const labels = labelsOf(specs.a) ?? labelsOf(specs.b);
  const { rows, remarks } = withKnownLabels(found.rows, labels);
  return {
    facts: {
      name: found.name,
      samples: rows.length,
      labelled: rows.filter(({ label }) => label !== undefined).length,
      pictures: rows.some(({ picture }) => picture !== undefined),
      ...(found.hash !== undefined && { hash: found.hash }),
    },
    samples: rows.map((row) => sampleOf(row, specs)),
    remarks: [...found.remarks, ...remarks],
  };
}

const picturesOfPlans = new WeakMap<ComparisonPlan, Promise<readonly (string | undefined)[]>>();

/** Where the picture of a sample lies; undefined when it is none. */
export async function pictureOf(
  plan: ComparisonPlan,
  sets: KeptSets,
  at: number,
): Promise<string | undefined> {
  // A list of samples asks for hundreds of them.
  const known = picturesOfPlans.get(plan) ?? picturesOf(plan, sets);
  picturesOfPlans.set(plan, known);
  return (await known)[at];
}

async function picturesOf(
  { set, ...choices }: ComparisonPlan,
  sets: KeptSets,
): Promise<readonly (string | undefined)[]> {
  if (set.kind === 'random') return [];
  const { rows } = await readSet(set.kind === 'kept' ? (await sets.find(set.id)).path : set.path, choices);
  return rows.map(({ picture }) => picture);
}

interface FoundRows extends ReadRows {
  readonly name: string;
  readonly hash?: string;
}

async function readRows({ set, ...choices }: ComparisonPlan, sets: KeptSets): Promise<FoundRows> {
  if (set.kind === 'random') {
    const name = `${set.count} random inputs, seed ${set.seed}`;
    return { name, rows: randomRows(set.count, set.seed, choices), remarks: [] };
  }
  const { path, name } =
    set.kind === 'kept' ? await sets.find(set.id) : { path: set.path, name: basename(set.path) };
  const read = await readSet(path, choices);
  const hash = await hashOfSet(path);
  const changed = set.kind === 'files' && set.hash !== undefined && set.hash !== hash;
  const remarks = changed
    ? [...read.remarks, `${name} is not what it was when this comparison was saved: its files changed.`]
    : read.remarks;
  return { rows: read.rows, remarks, name, hash };
}

function sampleOf({ name, label, tensors }: SetRow, { a, b }: Parameters<typeof openSet>[2]): Sample {
  return {
    name,
    ...(label !== undefined && { label }),
    tensors: (side) => tensors(side === 'A' ? a : b),
  };
}

function labelsOf({ outputs }: ModelSpec): readonly string[] | undefined {
  return outputs.find(({ labels }) => labels !== undefined)?.labels;
}
