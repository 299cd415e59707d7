export type LogFormat = 'default' | 'ISO8601';

/** What is logged, and how. */
export interface LogState {
  /** Empty: standard error. It cannot be changed while the server runs. */
  readonly file: string;
  readonly info: boolean;
  readonly warning: boolean;
  readonly error: boolean;
  /** 0: nothing verbose. */
  readonly verboseLevel: number;
  readonly format: LogFormat;
}

export const LOG_DEFAULTS: LogState = {
  file: '',
  info: true,
  warning: true,
  error: true,
  verboseLevel: 0,
  format: 'default',
};

/** The settings of the log, which callers may change while the server runs. */
export class LogSettings {
  #state: LogState;

  constructor(state: LogState = LOG_DEFAULTS) {
    this.#state = state;
  }

  get state(): LogState {
    return this.#state;
  }

  change(part: Partial<LogState>): void {
    this.#state = { ...this.#state, ...part };
  }

  /** @param level of pino: 20 debug, 30 info, 40 warning, 50 error */
  lets(level: number): boolean {
    if (level >= 50) return this.#state.error;
    if (level >= 40) return this.#state.warning;
    return level >= 30 ? this.#state.info : this.#state.verboseLevel > 0;
  }
}
