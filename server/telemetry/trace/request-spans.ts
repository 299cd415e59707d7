import { z } from 'zod';
import type { RequestSpan, Stage } from './contract.ts';
import type { TraceEntry } from './trace.ts';

const NANOSECONDS = 1e6;

const Subject = z.object({
  id: z.number(),
  model_name: z.string(),
  model_version: z.number(),
  parent_id: z.number().optional(),
});
const Timestamps = z.object({
  id: z.number(),
  timestamps: z.array(z.object({ name: z.string(), ns: z.number() })),
});

type Stamps = ReadonlyMap<string, number>;

/** Each stage between two stamps of a trace. */
const BOUNDS: readonly (readonly [Stage['name'], from: string, to: string])[] = [
  ['receive', 'HTTP_RECV_START', 'HTTP_RECV_END'],
  ['queue', 'QUEUE_START', 'COMPUTE_START'],
  ['input', 'COMPUTE_START', 'COMPUTE_INPUT_END'],
  ['compute', 'COMPUTE_INPUT_END', 'COMPUTE_OUTPUT_START'],
  ['output', 'COMPUTE_OUTPUT_START', 'COMPUTE_END'],
  ['send', 'HTTP_SEND_START', 'HTTP_SEND_END'],
];

/** A trace as spans of time: the request that was sent first, then those it caused, in the order in which they began. */
export function requestSpans(entries: readonly TraceEntry[]): readonly RequestSpan[] {
  const stamps = new Map(entries.flatMap((entry) => stampsIn(entry)));
  const zero = Math.min(...[...stamps.values()].flatMap((of) => [...of.values()]));
  return entries
    .flatMap((entry) => subjectIn(entry))
    .flatMap(({ id, parent_id: parent, model_name: model, model_version: version }) => {
      const own = stamps.get(id);
      if (own === undefined || own.size === 0) return [];
      const milliseconds = new Map([...own].map(([name, ns]) => [name, (ns - zero) / NANOSECONDS]));
      return [{ id, parent: parent ?? null, model, version, ...spanOf(milliseconds) }];
    })
    .toSorted((a, b) => a.from - b.from || a.id - b.id);
}

function spanOf(stamps: Stamps): Pick<RequestSpan, 'from' | 'to' | 'stages'> {
  const times = [...stamps.values()];
  const stages = BOUNDS.flatMap(([name, start, end]) => {
    const [from, to] = [stamps.get(start), stamps.get(end)];
    return from === undefined || to === undefined ? [] : [{ name, from, to: Math.max(from, to) }];
  });
  return { from: Math.min(...times), to: Math.max(...times), stages };
}

function subjectIn(entry: TraceEntry): z.infer<typeof Subject>[] {
  const read = Subject.safeParse(entry);
  return read.success ? [read.data] : [];
}

function stampsIn(entry: TraceEntry): [number, Stamps][] {
  const read = Timestamps.safeParse(entry);
  return read.success
    ? [[read.data.id, new Map(read.data.timestamps.map(({ name, ns }) => [name, ns]))]]
    : [];
}
