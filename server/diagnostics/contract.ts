/** One file of a diagnostics bundle, already without what is nobody's business. */
export interface DiagnosticsFile {
  /** Inside the bundle: `models/mnist/config.pbtxt`. */
  readonly path: string;
  readonly text: string;
}

/** A bundle as it would be saved; it is kept until the next one is made. */
export interface DiagnosticsBundle {
  readonly id: string;
  readonly files: readonly DiagnosticsFile[];
}
