import { z } from 'zod';
import { InferdeckError } from '../../errors.ts';
import { isDatatype } from '../../tensors/datatype.ts';
import type { TensorHead } from './parcel.ts';
import { wireParameters, type WireParameters } from './parameters.ts';

/** One request of a batch on its way to a child. */
export interface RequestHead {
  /** Names the request in `cancel` and `answer`. */
  readonly key: number;
  readonly id: string;
  readonly inputs: readonly TensorHead[];
  readonly outputs: readonly string[];
  readonly parameters: WireParameters;
}

/** What a child is asked to run, and how. */
export interface StartMessage {
  readonly type: 'start';
  /** Which class of the runtime runs the model. */
  readonly host: 'model.py' | 'torchscript' | 'torch-module' | 'tensorflow' | 'tensorrt';
  /** Name of the instance. */
  readonly name: string;
  readonly path: string;
  readonly decoupled: boolean;
  /** The configuration in its JSON form. */
  readonly config: unknown;
  /** What `initialize` is given, but for the configuration. */
  readonly args: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly strictGpu: boolean;
  /** Cores that this instance may keep busy. */
  readonly threads: number;
}

/** What a child is told. */
export type ToChild =
  | StartMessage
  | { readonly type: 'complete'; readonly path: string; readonly config: unknown }
  | { readonly type: 'execute'; readonly requests: readonly RequestHead[] }
  | { readonly type: 'cancel'; readonly key: number }
  | { readonly type: 'is-ready' }
  | CallAnswerHead
  | { readonly type: 'finish' };

/** An answer to a call that a model made. */
export interface CallAnswerHead {
  readonly type: 'call-answer';
  readonly call: number;
  readonly final: boolean;
  readonly state: 'outputs' | 'error' | 'end';
  readonly outputs?: readonly TensorHead[];
  readonly parameters?: WireParameters;
  readonly error?: { readonly kind: string; readonly message: string };
  readonly ready?: boolean;
}

const tensorHead = z.object({
  name: z.string(),
  datatype: z.string().refine(isDatatype),
  shape: z.array(z.number()),
  offset: z.number(),
  size: z.number(),
});

const failure = z.object({
  kind: z.enum([
    'unknown',
    'internal',
    'not-found',
    'invalid-argument',
    'unavailable',
    'unsupported',
    'already-exists',
    'cancelled',
  ]),
  message: z.string(),
});

const result = z.object({
  outputs: z.array(tensorHead),
  parameters: wireParameters.optional(),
  error: failure.optional(),
});

const call = { call: z.number(), model: z.string() };

const runsOn = z.object({
  device: z.enum(['CPU', 'GPU']),
  provider: z.string(),
  remarks: z.array(z.string()),
});

const fromChild = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), token: z.string() }),
  z.object({ type: z.literal('started'), runsOn: runsOn.nullable() }),
  z.object({ type: z.literal('start-failed'), message: z.string(), missing: z.string().nullable() }),
  z.object({ type: z.literal('completed'), config: z.unknown() }),
  z.object({
    type: z.literal('executed'),
    results: z.array(result),
    times: z.object({ input: z.number(), infer: z.number(), output: z.number() }),
  }),
  z.object({ type: z.literal('execute-failed'), message: z.string() }),
  result.partial({ outputs: true }).extend({
    type: z.literal('answer'),
    key: z.number(),
    final: z.boolean(),
    state: z.enum(['outputs', 'error', 'end']),
  }),
  z.object({
    type: z.literal('infer'),
    ...call,
    decoupled: z.boolean(),
    /** The request that it is made for, by its key. */
    trace: z.number().optional(),
    version: z.number(),
    id: z.string(),
    outputs: z.array(z.string()),
    inputs: z.array(tensorHead),
    parameters: wireParameters,
  }),
  z.object({ type: z.literal('cancel-call'), call: z.number() }),
  z.object({
    type: z.literal('control'),
    ...call,
    action: z.enum(['load', 'unload', 'ready']),
    config: z.string().optional(),
    files: z.record(z.string(), z.string()).optional(),
    dependents: z.boolean().optional(),
    version: z.string().optional(),
  }),
  z.object({
    type: z.literal('log'),
    level: z.enum(['info', 'warn', 'error', 'verbose']),
    message: z.string(),
  }),
  z.object({
    type: z.literal('metric'),
    metric: z.number(),
    family: z.string(),
    help: z.string(),
    kind: z.enum(['counter', 'gauge', 'histogram']),
    labels: z.record(z.string(), z.string()),
    value: z.number(),
    bounds: z.array(z.number()),
    counts: z.array(z.number()),
  }),
  z.object({ type: z.literal('readiness'), ready: z.boolean() }),
]);

/** What a child says. */
export type FromChild = z.infer<typeof fromChild>;
export type MessageOf<T extends FromChild['type']> = Extract<FromChild, { type: T }>;

/** @throws InferdeckError when a child speaks another language */
export function readMessage(head: unknown): FromChild {
  const read = fromChild.safeParse(head);
  if (read.success) return read.data;
  throw new InferdeckError('internal', `A Python process sent a message that makes no sense: ${read.error}`);
}
