import * as z from 'zod/mini';
import type {
  ConfigOnDisk,
  ConfigSaveResult,
  EarlierSave,
  EarlierText,
  EnsembleMember,
  RequestsInFlight,
} from '../../server/protocols/desk/contract.ts';
import { isDatatype } from '../../server/tensors/datatype.ts';

const datatype = z.custom<'FP32'>((value) => typeof value === 'string' && isDatatype(value));

/** JSON has no undefined: an open extent without a name of its own is null on the way. */
const symbol = z.pipe(
  z.nullable(z.string()),
  z.transform((name: string | null) => name ?? undefined),
);

const signatureTensors = z.array(
  z.object({
    name: z.string(),
    datatype,
    shape: z.array(z.number()),
    symbols: z.exactOptional(z.array(symbol)),
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
  machine: z.object({
    gpus: z.array(z.number()),
    supportsGpus: z.exactOptional(z.boolean()),
    missingGpu: z.exactOptional(z.enum(['use-cpu', 'refuse'])),
  }),
  autoComplete: z.exactOptional(z.boolean()),
  defaultMaxBatchSize: z.exactOptional(z.number()),
  signature: z.exactOptional(z.object({ inputs: signatureTensors, outputs: signatureTensors })),
});

export const configOnDisk: z.ZodMiniType<ConfigOnDisk> = z.object({
  path: z.string(),
  text: z.nullable(z.string()),
  hash: z.nullable(z.string()),
  loadedText: z.nullable(z.string()),
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

export const ensembleMembers: z.ZodMiniType<readonly EnsembleMember[]> = z.array(
  z.object({ name: z.string(), config: z.unknown(), loadedVersions: z.array(z.number()) }),
);

export const requestsInFlight: z.ZodMiniType<RequestsInFlight> = z.object({ requests: z.number() });

export const earlierText: z.ZodMiniType<EarlierText> = z.object({ text: z.string() });
