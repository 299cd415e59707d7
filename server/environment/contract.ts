/** What the window hears of the computer that the server runs on. */

export type Verdict = 'ok' | 'attention' | 'missing';

/** What can be done about it: a command for a terminal, an address to go to, or words. */
export type CheckAction =
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'words'; readonly words: string };

/** One thing that was looked at. */
export interface Check {
  readonly area: 'Program' | 'Ports' | 'Repository' | 'Graphics' | 'ONNX Runtime' | 'Python';
  readonly title: string;
  readonly verdict: Verdict;
  /** What was found, and what it means, as a sentence. */
  readonly found: string;
  readonly action?: CheckAction;
}

export interface EnvironmentReport {
  /** ISO 8601. */
  readonly at: string;
  readonly checks: readonly Check[];
}
