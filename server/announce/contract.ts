/**
 * What the server tells the process that started it: with `--announce=json`, one JSON object a line on stdout.
 * Everything else the server has to say goes to stderr.
 */
export type Announcement =
  | { readonly event: 'starting'; readonly phase: string }
  | {
      readonly event: 'listening';
      /** Root of the page, with a slash at the end. */
      readonly url: string;
      /** The one-time link that opens a session in a browser. */
      readonly link: string;
      readonly port: number;
      /** Absent when gRPC is not served. */
      readonly grpcPort?: number;
      /** Absent when metrics are not served. */
      readonly metricsPort?: number;
      readonly pid: number;
    }
  | { readonly event: 'failed'; readonly message: string; readonly nextStep?: string };

/** Environment variable by which a supervisor hands the server a fixed session secret, so that windows survive a restart. */
export const SESSION_SECRET_VARIABLE = 'INFERDECK_SESSION_SECRET';

/** How programs on the same machine write the address that a server listens on: any of its own, IPv6 in brackets. */
export function reachableAddress(address: string): string {
  if (address === '0.0.0.0' || address === '::') return '127.0.0.1';
  return address.includes(':') ? `[${address}]` : address;
}
