import * as z from 'zod/mini';
import type { AccuracyComparison } from './accuracy.ts';
import type { ComparisonRecord } from './comparison-state.ts';
import type { KeptSet, SetFacts } from './input-set.ts';
import type { LatencyComparison } from './latency.ts';
import type { OutputDifference } from './output-difference.ts';
import { comparisonPlan } from './plan.ts';
import type { Environment, OutputRow, Report, SideFacts } from './report.ts';
import type { ComparisonRun } from './run.ts';
import { stateFields } from './state-schema.ts';
import type { Verdict } from './verdict.ts';

/** Comparisons as JSON: what the server keeps and what the window is told. */

const optionalNumber = z.optional(z.number());
const optionalText = z.optional(z.string());
const interval = z.object({ low: z.number(), high: z.number() });
const numbers = z.array(z.number());

const verdict: z.ZodMiniType<Verdict> = z.discriminatedUnion('state', [
  z.object({ state: z.enum(['better', 'worse', 'equivalent']) }),
  z.object({ state: z.literal('undecided'), moreSamples: optionalNumber }),
]);

const differing = z.object({ coordinates: numbers, a: z.string(), b: z.string() });
const notFinite = z.object({ nan: z.number(), infinite: z.number() });

const difference: z.ZodMiniType<OutputDifference> = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('numbers'),
    elements: z.number(),
    maxAbsolute: z.number(),
    meanAbsolute: z.number(),
    maxRelative: z.number(),
    meanRelative: z.number(),
    cosine: optionalNumber,
    mismatches: z.number(),
    tolerance: z.object({ absolute: z.number(), relative: z.number() }),
    first: z.optional(differing),
    notFinite: z.object({ a: notFinite, b: notFinite }),
  }),
  z.object({
    state: z.literal('texts'),
    elements: z.number(),
    mismatches: z.number(),
    first: z.optional(differing),
  }),
  z.object({ state: z.literal('incomparable'), reason: z.string() }),
]);

const rankedClass = z.object({ index: z.number(), label: z.string(), score: z.number() });
const ranking = z.tuple([rankedClass], rankedClass);

const run: z.ZodMiniType<ComparisonRun> = z.object({
  results: z.array(
    z.object({
      at: z.number(),
      name: z.string(),
      label: optionalText,
      outputs: z.array(z.object({ name: z.string(), difference })),
      ranked: z.optional(z.object({ a: ranking, b: ranking })),
    }),
  ),
  latency: z.object({ a: numbers, b: numbers }),
  warmUp: z.number(),
  failures: z.array(z.object({ name: z.string(), side: z.optional(z.enum(['A', 'B'])), why: z.string() })),
});

const accuracy: z.ZodMiniType<AccuracyComparison> = z.object({
  samples: z.number(),
  counts: z.object({
    'both-right': z.number(),
    fixed: z.number(),
    broken: z.number(),
    'both-wrong': z.number(),
  }),
  sameAnswer: z.number(),
  a: z.number(),
  b: z.number(),
  difference: z.number(),
  interval,
  midP: z.number(),
});

const latency: z.ZodMiniType<LatencyComparison> = z.object({
  samples: z.number(),
  percentiles: z.array(
    z.object({
      percentile: z.number(),
      a: z.number(),
      b: z.number(),
      difference: z.number(),
      interval: z.optional(interval),
      p: optionalNumber,
      verdict,
    }),
  ),
  shift: z.object({ estimate: z.number(), interval }),
});

const outputRow: z.ZodMiniType<OutputRow> = z.object({
  name: z.string(),
  compared: z.number(),
  differing: z.number(),
  maxAbsolute: optionalNumber,
  meanAbsolute: optionalNumber,
  maxRelative: optionalNumber,
  lowestCosine: optionalNumber,
  notFinite: z.number(),
  problem: optionalText,
});

const sideFacts: z.ZodMiniType<SideFacts> = z.object({
  model: z.string(),
  version: z.number(),
  backend: z.string(),
  files: z.record(z.string(), z.string()),
  config: z.string(),
});

const setFacts: z.ZodMiniType<SetFacts> = z.object({
  name: z.string(),
  samples: z.number(),
  labelled: z.number(),
  pictures: z.boolean(),
  hash: optionalText,
});

const environment: z.ZodMiniType<Environment> = z.object({
  inferdeck: z.string(),
  system: z.string(),
  processor: z.string(),
  cores: z.number(),
  memoryBytes: z.number(),
  load: z.object({ before: z.number(), after: z.number() }),
});

const report: z.ZodMiniType<Report> = z.object({
  a: z.string(),
  b: z.string(),
  at: z.number(),
  plan: comparisonPlan,
  set: setFacts,
  sides: z.object({ a: sideFacts, b: sideFacts }),
  environment,
  remarks: z.array(z.string()),
  run,
  accuracy: z.optional(z.object({ numbers: accuracy, verdict })),
  latency,
  outputs: z.array(outputRow),
});

export const comparisonRecord: z.ZodMiniType<ComparisonRecord> = z.object({
  ...stateFields,
  report: z.optional(report),
});

export const keptSet: z.ZodMiniType<KeptSet> = z.object({
  id: z.string(),
  name: z.string(),
  keptAt: z.string(),
  files: z.number(),
  bytes: z.number(),
});
