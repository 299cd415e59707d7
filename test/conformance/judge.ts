import { formatShape, sameShape } from '../../server/tensors/shape.ts';
import type { ClientTensor } from '../support/v2-client.ts';
import type { RawOutcome, RawRun } from './raw-runner.ts';

/** What the server made of a model. */
export type ServedOutcome =
  | { readonly state: 'refused'; readonly reason: string }
  /** For each door the outputs, or the error text. */
  | { readonly state: 'loaded'; readonly answers: readonly (readonly ClientTensor[] | string)[] };

export const EQUAL = 'equal bit for bit';
/** Models that draw numbers give others each time. */
export const RANDOM = 'random, equal in type and shape';
export const CRASHED = 'ONNX Runtime crashes';
const DIFFERENT = 'DIFFERENT';

/** What the protocol has no name for, as the server's refusal says it. */
const NO_TENSOR = /'\S+' (?:is a (sequence|optional), not a tensor|has the unsupported type (\w+))/;

/** Why ONNX Runtime made no session of a model. */
const NO_SESSION: readonly (readonly [RegExp, string])[] = [
  [/Could not find an implementation/, 'no kernel for an operator'],
  [/is not a registered function/, 'an unknown operator'],
  [/Unsupported data type/, 'an element type that its Node binding lacks'],
  [/Batchwise recurrent/, 'batchwise recurrent layers'],
  [/locale/, "a locale that the machine doesn't have"],
];

/** The verdict on one model, the same words for the same reason. What begins with DIFFERENT is a fault of the server. */
export function judge(raw: RawOutcome, served: ServedOutcome): string {
  if (served.state === 'refused') return judgeRefusal(raw, served.reason);
  if (raw.state !== 'ran') return `${DIFFERENT}: loaded all the same`;
  const difference = served.answers
    .map((answer) => differenceOf(raw, answer))
    .find((text) => text !== undefined);
  if (difference !== undefined) return `${DIFFERENT}: ${difference}`;
  return raw.repeats ? EQUAL : RANDOM;
}

export const isFault = (verdict: string) => verdict.startsWith(DIFFERENT);

function judgeRefusal(raw: RawOutcome, reason: string): string {
  if (raw.state === 'ran') return `${DIFFERENT}: refused with ${reason}`;
  const [, kind, type] = NO_TENSOR.exec(reason) ?? [];
  if (kind !== undefined || type !== undefined) return `no tensor of the protocol: ${kind ?? type}`;
  if (raw.state !== 'no session') return `${DIFFERENT}: refused with ${reason}`;
  const known = NO_SESSION.find(([words]) => words.test(raw.reason))?.[1];
  return `ONNX Runtime refuses: ${known ?? raw.reason}`;
}

function differenceOf(
  { outputs, repeats }: RawRun,
  answer: readonly ClientTensor[] | string,
): string | undefined {
  if (typeof answer === 'string') return answer;
  if (answer.length !== outputs.length) return `${answer.length} outputs instead of ${outputs.length}`;
  for (const { name, datatype, shape, data } of outputs) {
    const served = answer.find((tensor) => tensor.name === name);
    const wanted = onTheWire(shape);
    if (served?.datatype !== datatype || !sameShape(served.shape, wanted)) {
      return `'${name}' is not ${datatype} ${formatShape(wanted)}`;
    }
    if (repeats && !Buffer.from(data).equals(served.data)) return `'${name}' has other bytes`;
  }
  return undefined;
}

/** A scalar travels as one element. */
export const onTheWire = (shape: readonly number[]) => (shape.length === 0 ? [1] : shape);
