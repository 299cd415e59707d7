import { createHash, timingSafeEqual } from 'node:crypto';

/** The parts of the protocol that can be restricted each by itself. */
export const API_GROUPS = [
  'health',
  'metadata',
  'inference',
  'shared-memory',
  'model-config',
  'model-repository',
  'statistics',
  'trace',
  'logging',
] as const;

export type ApiGroup = (typeof API_GROUPS)[number];

/** What a caller must send to use a restricted part. */
export interface ExpectedHeader {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
}

/** The restricted parts, each with the header that opens it. */
export type Restrictions = ReadonlyMap<ApiGroup, ExpectedHeader>;

/** Whether a header opens a restricted part; how long the comparison takes says nothing of the value. */
export function opens({ value }: ExpectedHeader, given: unknown): boolean {
  return typeof given === 'string' && timingSafeEqual(digest(given), digest(value));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
