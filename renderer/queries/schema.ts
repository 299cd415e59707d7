import * as z from 'zod/mini';
import type {
  ActivityEntry,
  DeskEvent,
  ErrorBody,
  ImportPlanned,
  ModelCode,
  ModelDetail,
  ModelSummary,
  ServerFacts,
  SessionState,
} from '../../server/protocols/desk/contract.ts';
import { comparisonState } from '../../server/comparison/state-schema.ts';
import { devicesReading } from './devices-schema.ts';
import { metricsPoint, metricsRange } from './metrics-schema.ts';

/** The shapes of `server/protocols/desk/contract.ts`, checked at the edge where JSON becomes typed. */

const optionalText = z.exactOptional(z.string());
const optionalNumber = z.exactOptional(z.number());
const errorKind = z.enum([
  'invalid-argument',
  'not-found',
  'already-exists',
  'unavailable',
  'unsupported',
  'cancelled',
  'internal',
  'unknown',
]);

export const errorBody: z.ZodMiniType<Omit<ErrorBody, 'kind'> & Partial<ErrorBody>> = z.object({
  error: z.string(),
  kind: z.exactOptional(errorKind),
  nextStep: optionalText,
});

export const sessionState: z.ZodMiniType<SessionState> = z.object({ open: z.boolean() });

const endpoint = z.object({ address: z.string(), port: z.number() });

export const serverFacts: z.ZodMiniType<ServerFacts> = z.object({
  name: z.string(),
  version: z.string(),
  startId: z.string(),
  startedAt: z.string(),
  controlMode: z.enum(['none', 'poll', 'explicit']),
  repositories: z.array(z.object({ path: z.string(), problem: optionalText })),
  http: endpoint,
  grpc: z.exactOptional(endpoint),
  metrics: z.exactOptional(endpoint),
});

const versionSummary = z.object({
  version: z.number(),
  state: z.enum(['READY', 'LOADING', 'UNLOADING', 'UNAVAILABLE', 'UNKNOWN']),
  reason: optionalText,
  sizeBytes: z.number(),
  loadedInMs: optionalNumber,
  pending: optionalNumber,
  drift: z.exactOptional(z.enum(['changed', 'only-on-disk', 'only-in-memory'])),
});

const failure = z.object({
  stage: z.enum(['repository', 'configuration', 'model file', 'load']),
  message: z.string(),
  place: z.exactOptional(
    z.object({ file: z.string(), line: optionalNumber, column: optionalNumber, field: optionalText }),
  ),
  nextStep: optionalText,
  at: z.string(),
});

const modelSummary = z.object({
  name: z.string(),
  repository: z.string(),
  state: z.enum(['ready', 'loading', 'unloading', 'unavailable', 'needs-approval', 'not-loaded']),
  versions: z.array(versionSummary),
  defaultVersion: optionalNumber,
  backend: z.string(),
  platform: z.string(),
  device: z.enum(['CPU', 'GPU']),
  instances: z.number(),
  maxBatchSize: z.number(),
  sizeBytes: z.number(),
  hasConfigFile: z.boolean(),
  changedOnDisk: z.boolean(),
  onlyInMemory: z.exactOptional(z.boolean()),
  needsApproval: z.exactOptional(z.boolean()),
  lastRequestAt: optionalText,
  progress: z.exactOptional(z.object({ phase: z.string(), startedAt: z.string() })),
  failure: z.exactOptional(failure),
  warnings: z.array(z.string()),
});

export const modelSummaries: z.ZodMiniType<readonly ModelSummary[]> = z.array(modelSummary);

const tensorFacts = z.object({
  name: z.string(),
  datatype: z.string(),
  shape: z.array(z.number()),
  axes: z.array(z.string()),
  optional: z.boolean(),
  labels: z.exactOptional(z.array(z.string())),
  labelFile: optionalText,
});

export const modelDetail: z.ZodMiniType<ModelDetail> = z.object({
  summary: modelSummary,
  settings: z.object({
    pinned: z.boolean(),
    onRequest: z.boolean(),
    idleMinutes: z.nullable(z.number()),
    aliases: z.record(z.string(), z.number()),
  }),
  memory: z.object({
    budgetBytes: z.nullable(z.number()),
    estimatedBytes: optionalNumber,
    measuredBytes: optionalNumber,
    usedBytes: z.number(),
    freeBytes: z.number(),
  }),
  runsOn: z.array(
    z.object({
      version: z.number(),
      device: z.enum(['CPU', 'GPU']),
      provider: z.string(),
      instances: z.number(),
      remarks: z.array(z.string()),
    }),
  ),
  inputs: z.array(tensorFacts),
  outputs: z.array(tensorFacts),
  files: z.array(
    z.object({
      version: z.number(),
      file: z.string(),
      sizeBytes: z.number(),
      opset: optionalNumber,
      producer: optionalText,
      parameters: optionalNumber,
      operators: z.array(z.object({ type: z.string(), count: z.number() })),
    }),
  ),
  configText: z.nullable(z.string()),
  config: z.unknown(),
  completed: z.array(z.object({ field: z.string(), value: z.string(), why: z.string() })),
});

export const modelCode: z.ZodMiniType<ModelCode> = z.object({
  hash: z.string(),
  files: z.array(z.object({ path: z.string(), sizeBytes: z.number(), text: z.nullable(z.string()) })),
  reaches: z.array(
    z.object({
      kind: z.enum(['packages', 'network', 'files', 'programs']),
      name: z.string(),
      path: z.string(),
      line: z.number(),
    }),
  ),
});

const activityEntry: z.ZodMiniType<ActivityEntry> = z.object({
  id: z.string(),
  kind: z.enum(['load', 'unload', 'import', 'save', 'approve', 'batch-axis', 'tune', 'comparison']),
  subject: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled', 'undone']),
  phase: optionalText,
  startedAt: z.string(),
  endedAt: optionalText,
  progress: z.exactOptional(z.object({ doneBytes: z.number(), totalBytes: z.number() })),
  canCancel: z.boolean(),
  canUndo: z.boolean(),
  outcome: optionalText,
  nextStep: optionalText,
});

export const activityEntries: z.ZodMiniType<readonly ActivityEntry[]> = z.array(activityEntry);

const importOption = z.object({
  action: z.enum(['create', 'add-version', 'skip']),
  model: z.string(),
  versions: z.array(z.number()),
  files: z.array(
    z.object({ path: z.string(), sizeBytes: z.number(), from: optionalText, text: optionalText }),
  ),
  remarks: z.array(z.string()),
});

export const importPlanned: z.ZodMiniType<ImportPlanned> = z.object({
  id: z.string(),
  repository: z.string(),
  items: z.array(
    z.object({
      id: z.string(),
      origin: z.string(),
      form: z.string(),
      choices: z.array(importOption),
      conflict: optionalText,
      leftOut: z.array(z.string()),
      runsCode: z.boolean(),
    }),
  ),
  freeBytes: z.number(),
  canLink: z.boolean(),
});

export const uploadBegun = z.object({ id: z.string() });

export const configOnDisk = z.object({ text: z.nullable(z.string()), hash: z.nullable(z.string()) });

export const deskEvent: z.ZodMiniType<DeskEvent> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), server: serverFacts }),
  z.object({ type: z.literal('model'), model: modelSummary }),
  z.object({ type: z.literal('model-removed'), name: z.string() }),
  z.object({ type: z.literal('comparison'), comparison: comparisonState }),
  z.object({ type: z.literal('activity'), entry: activityEntry }),
  z.object({ type: z.literal('logs'), newest: z.number() }),
  z.object({ type: z.literal('devices'), reading: devicesReading }),
  z.object({ type: z.literal('metrics'), range: metricsRange, point: metricsPoint }),
]);
