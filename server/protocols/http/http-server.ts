import { createServer, type RequestListener, type Server } from 'node:http';

/** How long a caller may take. */
export interface HttpPatience {
  /** From the first byte of a request to the end of its headers. */
  readonly headersMs: number;
  /** From the first byte of a request to the end of its body; a large tensor over a slow line takes minutes. */
  readonly requestMs: number;
  /** How often it is looked who has taken too long. */
  readonly lookEveryMs: number;
}

const PATIENCE: HttpPatience = { headersMs: 60_000, requestMs: 600_000, lookEveryMs: 10_000 };

/** Headers beyond this get 431. */
const MOST_HEADER_BYTES = 16 * 1024;

/** A server that waits for nobody for ever: who is too slow gets 408, and the connection is closed. */
export function httpServer(listener: RequestListener, patience = PATIENCE): Server {
  return createServer(
    {
      headersTimeout: patience.headersMs,
      requestTimeout: patience.requestMs,
      connectionsCheckingInterval: patience.lookEveryMs,
      maxHeaderSize: MOST_HEADER_BYTES,
    },
    listener,
  );
}
