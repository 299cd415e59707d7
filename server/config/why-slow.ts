import type { ModelConfig } from './schema/value.ts';
import { type BatchingEvidence, inServer, whyNotBatching } from './why-not-batching.ts';

/** What was counted of a model over some time; all times are milliseconds of all requests together. */
export interface SlownessEvidence extends BatchingEvidence {
  readonly inputMs: number;
  readonly computeMs: number;
  readonly outputMs: number;
  /** The part of the computer's processor that was busy, 0 to 1; undefined: unknown. */
  readonly cpu: number | undefined;
  /** Why instances run elsewhere than they were asked to, as sentences. */
  readonly remarks: readonly string[];
}

/** Where most of the time of a request goes: `tensors` are handed over and taken back, `server` is what lies around it. */
export type SlowStage = 'queue' | 'compute' | 'tensors' | 'server';

/** The first thing to know about a slow model, and the first thing to try. */
export interface SlowReason {
  readonly stage: SlowStage;
  /** Of all the time, 0 to 1. */
  readonly share: number;
  readonly because: string;
  readonly fix: string;
  /** Whether the configuration is where that is done. */
  readonly inConfig: boolean;
}

/** A processor that has less left than this has nothing for one instance more. */
const BUSY = 0.8;

type Reason = Omit<SlowReason, 'stage' | 'share'>;

const TELL: Readonly<Record<SlowStage, (evidence: SlownessEvidence) => Reason>> = {
  queue: waiting,
  compute: computing,
  tensors: () => ({
    because: 'Handing the tensors to the model and taking them back takes longer than anything else.',
    fix: 'Ask only for the outputs that you need, and send fewer bytes: smaller inputs, or FP16 where the model takes it.',
    inConfig: false,
  }),
  server: () => ({
    because: 'Reading and writing the requests takes longer than the model.',
    fix: 'Send tensors in binary form instead of JSON, and keep connections open.',
    inConfig: false,
  }),
};

/** Reads the numbers of a model; undefined: nothing was asked of it, or it is an ensemble, whose time is that of its models. */
export function whySlow(evidence: SlownessEvidence): SlowReason | undefined {
  const { requests, totalMs, config } = evidence;
  if (requests === 0 || totalMs <= 0 || config.ensemble_scheduling !== undefined) return undefined;
  const [stage, spentMs] = longestStage(evidence);
  return { stage, share: Math.min(1, spentMs / totalMs), ...TELL[stage](evidence) };
}

function longestStage(evidence: SlownessEvidence): readonly [SlowStage, number] {
  const { queueMs, computeMs, inputMs, outputMs, totalMs } = evidence;
  const tensors = inputMs + outputMs;
  const spent: readonly (readonly [SlowStage, number])[] = [
    ['queue', queueMs],
    ['compute', computeMs],
    ['tensors', tensors],
    ['server', totalMs - queueMs - computeMs - tensors],
  ];
  return spent.reduce((longest, stage) => (stage[1] > longest[1] ? stage : longest));
}

function waiting(evidence: SlownessEvidence): Reason {
  const { config, queueMs, requests, instances, cpu } = evidence;
  const batching = whyNotBatching(evidence);
  const delayMs = (config.dynamic_batching?.max_queue_delay_microseconds ?? 0) / 1000;
  const isAlone = batching.state === 'not-batching' && inServer(evidence) < instances + 1;
  if (isAlone && delayMs > 0 && queueMs / requests > delayMs / 2) {
    return {
      because: `Requests wait up to ${delayMs} ms for company, and little comes.`,
      fix: 'Lower max_queue_delay_microseconds.',
      inConfig: true,
    };
  }
  if (batching.state === 'not-batching' && batching.reason !== 'load-too-low') {
    return {
      because: `Requests wait for an instance, and each runs by itself. ${batching.because}`,
      fix: batching.fix,
      inConfig: batching.edit !== undefined,
    };
  }
  if (cpu !== undefined && cpu >= BUSY) return noProcessorLeft(cpu);
  const idle = cpu === undefined ? '' : `, while the processor is ${percent(cpu)} busy`;
  return {
    because: `Requests wait for one of ${instances === 1 ? '1 instance' : `${instances} instances`}${idle}.`,
    fix: `Try ${instances + 1} instances: count in instance_group.`,
    inConfig: true,
  };
}

function noProcessorLeft(cpu: number): Reason {
  return {
    because: `Requests wait for the processor, which is ${percent(cpu)} busy.`,
    fix: 'Send less at once, or take a smaller model or a bigger computer; more instances would share what there is.',
    inConfig: false,
  };
}

function computing({ config, remarks, cpu }: SlownessEvidence): Reason {
  const [remark] = remarks;
  if (remark !== undefined) {
    return {
      because: `The model computes elsewhere than it was asked to. ${remark}`,
      fix: 'Look at where it runs.',
      inConfig: false,
    };
  }
  const threads = threadsOf(config);
  if (threads !== undefined && cpu !== undefined && cpu < BUSY) {
    return {
      because: `The model computes with ${threads === 1 ? '1 thread' : `${threads} threads`} while the processor is ${percent(cpu)} busy.`,
      fix: 'Raise intra_op_thread_count, or leave it out to share the cores evenly.',
      inConfig: true,
    };
  }
  return {
    because: 'It is the model itself that computes.',
    fix: 'Compare it with a smaller or quantised version; batches make more requests a second, not one request faster.',
    inConfig: false,
  };
}

function threadsOf({ parameters }: ModelConfig): number | undefined {
  const text = parameters['intra_op_thread_count']?.string_value ?? '';
  return /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
