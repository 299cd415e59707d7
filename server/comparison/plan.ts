import * as z from 'zod/mini';
import { _default as orElse } from 'zod/mini';
import type { PreprocessSettings } from '../pictures/preprocess.ts';
import { MARGINS, type Margins } from './margins.ts';

/** What stands on one side of a comparison. */
export type ComparisonSide =
  /** A version as it is served. */
  | { readonly kind: 'version'; readonly model: string; readonly version: number }
  /** A version under a configuration that only this comparison sees. */
  | {
      readonly kind: 'config';
      readonly model: string;
      readonly version: number;
      /** As a `config.pbtxt` would hold it. */
      readonly config: string;
    }
  /** A version that another server has, such as a Triton that is deployed. */
  | {
      readonly kind: 'remote';
      /** Where its `/v2` lies below. */
      readonly url: string;
      readonly model: string;
      readonly version: number;
    };

/** Where the inputs come from. */
export type SetSource =
  | { readonly kind: 'random'; readonly count: number; readonly seed: number }
  /** A set that the server keeps. */
  | { readonly kind: 'kept'; readonly id: string }
  /** A folder or file of the server's computer. */
  | {
      readonly kind: 'files';
      readonly path: string;
      /** Of its content when it was saved; another content is told. */
      readonly hash?: string | undefined;
    };

/** Everything that decides how a comparison goes: saved as a file, it can be repeated. */
export interface ComparisonPlan {
  readonly a: ComparisonSide;
  readonly b: ComparisonSide;
  readonly set: SetSource;
  /** How pictures become tensors, by input. */
  readonly pictures: Readonly<Record<string, PreprocessSettings>>;
  /** Extents of free dimensions, by input and axis; 1 where none is given. */
  readonly extents: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly seed: number;
  /** How often each input goes to each side. */
  readonly rounds: number;
  /** Requests to each side before the measured ones. */
  readonly warmUp: number;
  readonly margins: Margins;
}

const whole = z.int().check(z.nonnegative());

const preprocessSettings: z.ZodMiniType<PreprocessSettings> = z.object({
  cropToInk: z.union([z.boolean(), z.literal('auto')]),
  fit: z.enum(['contain', 'cover', 'stretch']),
  invert: z.union([z.boolean(), z.literal('auto')]),
  scale: z.enum(['unit', 'signed', 'bytes', 'imagenet']),
});

const version = { model: z.string(), version: whole };

const side: z.ZodMiniType<ComparisonSide> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('version'), ...version }),
  z.object({ kind: z.literal('config'), ...version, config: z.string() }),
  z.object({ kind: z.literal('remote'), ...version, url: z.string() }),
]);

const setSource: z.ZodMiniType<SetSource> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('random'), count: z.int().check(z.gte(1), z.lte(100_000)), seed: whole }),
  z.object({ kind: z.literal('kept'), id: z.string() }),
  z.object({ kind: z.literal('files'), path: z.string(), hash: z.optional(z.string()) }),
]);

/** A plan as JSON; what it leaves out has the usual value. */
export const comparisonPlan: z.ZodMiniType<ComparisonPlan> = z.object({
  a: side,
  b: side,
  set: setSource,
  pictures: orElse(z.record(z.string(), preprocessSettings), {}),
  extents: orElse(z.record(z.string(), z.record(z.string(), whole)), {}),
  seed: orElse(whole, 1),
  rounds: orElse(z.int().check(z.gte(1), z.lte(1000)), 1),
  warmUp: orElse(whole.check(z.lte(10_000)), 10),
  margins: orElse(z.object({ accuracyPoints: z.number(), relativeLatency: z.number() }), MARGINS),
});
