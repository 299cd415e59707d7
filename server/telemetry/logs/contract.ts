export const LOG_LEVELS = ['verbose', 'info', 'warning', 'error'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** Lines that the server remembers. */
export const KEPT_LINES = 100_000;

/** What one line says, and what it is about where that is known. */
export interface LogRecord {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly level: LogLevel;
  readonly text: string;
  readonly model?: string;
  readonly version?: number;
  /** The id that a client gave its request. */
  readonly requestId?: string;
  /** What else was written down: the stack of an error, for instance. */
  readonly detail?: string;
}

/** A line that the server remembers. */
export interface LogLine extends LogRecord {
  /** Counts from 1 at each start of the server, without gaps. */
  readonly id: number;
}

/** Some lines, oldest first. */
export interface LogPage {
  readonly lines: readonly LogLine[];
  /** The id of the newest line of all; 0 when there is none yet. */
  readonly newest: number;
  /** Whether there are more beyond the page, in the direction that was asked for. */
  readonly more: boolean;
}
