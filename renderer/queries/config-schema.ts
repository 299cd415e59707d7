import * as z from 'zod/mini';
import type {
  ConfigOnDisk,
  ConfigSaveResult,
  EarlierSave,
  EarlierText,
} from '../../server/protocols/desk/contract.ts';
import { isDatatype } from '../../server/tensors/datatype.ts';

const datatype = z.custom<'FP32'>((value) => typeof value === 'string' && isDatatype(value));

const signatureTensors = z.array(
  z.object({
    name: z.string(),
    datatype,
    shape: z.array(z.number()),
    optional: z.exactOptional(z.boolean()),
  }),
);

const context = z.object({
  folder: z.object({
    name: z.string(),
    versions: z.array(z.number()),
    versionFiles: z.array(z.object({ name: z.string(), isDirectory: z.boolean() })),
    files: z.exactOptional(z.array(z.string())),
    hasConfig: z.exactOptional(z.boolean()),
  }),
  machine: z.object({ gpus: z.array(z.number()) }),
  signature: z.exactOptional(z.object({ inputs: signatureTensors, outputs: signatureTensors })),
});

export const configOnDisk: z.ZodMiniType<ConfigOnDisk> = z.object({
  path: z.string(),
  text: z.nullable(z.string()),
  hash: z.nullable(z.string()),
  surroundings: z.object({ context, modelNames: z.array(z.string()) }),
});

export const configSaveResult: z.ZodMiniType<ConfigSaveResult> = z.object({
  hash: z.string(),
  outcome: z.enum(['saved', 'loaded', 'load-failed']),
  failure: z.exactOptional(z.string()),
});

export const earlierSaves: z.ZodMiniType<readonly EarlierSave[]> = z.array(
  z.object({ id: z.string(), savedAt: z.string(), sizeBytes: z.number() }),
);

export const earlierText: z.ZodMiniType<EarlierText> = z.object({ text: z.string() });
