import type { IncomingMessage } from 'node:http';

/** Refused bodies up to this size are read to their end, so that the caller gets to see why. */
const PATIENCE_BYTES = 1024 ** 3;

/** Throws away what is left of a body whose answer is already out; a caller that goes on for too long is cut off. */
export function discardRest(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  let discarded = 0;
  request.on('data', (chunk: Buffer) => {
    discarded += chunk.length;
    if (discarded > PATIENCE_BYTES) request.destroy();
  });
}
