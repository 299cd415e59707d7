import { z } from 'zod';

/** A trial of two versions as it is kept. */
export const TrialSetting = z.object({
  kind: z.enum(['split', 'mirror']),
  a: z.number().int().nonnegative(),
  b: z.number().int().nonnegative(),
  share: z.number().gt(0).lte(1),
  /** Over: this version answers everything until the trial is put away. */
  settled: z.enum(['a', 'b']).optional(),
  why: z.string().optional(),
});

export type TrialSetting = Readonly<z.infer<typeof TrialSetting>>;
