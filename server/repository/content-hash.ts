import { createHash } from 'node:crypto';

/** Identifies a text or file content: equal hashes mean equal contents. */
export function contentHash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
