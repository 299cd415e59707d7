/** What the window hears of frameworks and of the Pythons that may run them. */

/** One framework in one Python. */
export interface FrameworkInPython {
  readonly backend: string;
  /** Absent where something is missing; empty where the framework has no version. */
  readonly version?: string;
  /** Modules that are missing. */
  readonly missing: readonly string[];
  /** What installs them, for a terminal. */
  readonly command?: string;
}

export interface InterpreterFacts {
  readonly path: string;
  /** Where it was found: `PATH`. */
  readonly origin: string;
  readonly version: string;
  /** False where it is older than what the server needs. */
  readonly isNewEnough: boolean;
  readonly frameworks: readonly FrameworkInPython[];
}

/** A framework, and who runs its models. */
export interface FrameworkFacts {
  readonly backend: string;
  readonly title: string;
  /** Whether it comes with this program or runs in a Python. */
  readonly home: 'bundled' | 'python';
  readonly state: 'ready' | 'missing';
  readonly version?: string;
  /** The Python that runs it. */
  readonly python?: string;
  /** Chosen in the window, rather than found. */
  readonly isChosen: boolean;
  /** What it runs on, or why it does not, as a sentence. */
  readonly note: string;
  readonly nextStep?: string;
}

export interface FrameworksReport {
  readonly frameworks: readonly FrameworkFacts[];
  readonly interpreters: readonly InterpreterFacts[];
}

/** Null takes a choice back. */
export interface InterpreterChoice {
  readonly python: string | null;
}
