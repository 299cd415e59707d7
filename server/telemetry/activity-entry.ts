type ActivityKind = 'load' | 'unload' | 'import' | 'save' | 'approve' | 'batch-axis' | 'tune' | 'comparison';

/** One operation, under way or over. Times are ISO 8601. */
export interface ActivityEntry {
  readonly id: string;
  readonly kind: ActivityKind;
  /** What it is done to: a model's name, or what was dropped. */
  readonly subject: string;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled' | 'undone';
  /** What it waits for, while it runs. */
  readonly phase?: string;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly progress?: { readonly doneBytes: number; readonly totalBytes: number };
  readonly canCancel: boolean;
  readonly canUndo: boolean;
  /** How it ended, as a sentence; the reason when it failed. */
  readonly outcome?: string;
  readonly nextStep?: string;
}
