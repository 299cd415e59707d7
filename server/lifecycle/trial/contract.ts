/** Two versions of a model that share the live requests which name no version. */
export interface TrialPlan {
  /** `split`: B answers a share of them. `mirror`: A answers all, and B is asked a share again, unseen by the callers. */
  readonly kind: 'split' | 'mirror';
  readonly a: number;
  readonly b: number;
  /** Of the requests, for B: above 0, at most 1. */
  readonly share: number;
}

/** What one version did in a trial, since it began or the server started. */
export interface ArmState {
  readonly requests: number;
  /** Of those, the ones that failed by no fault of the caller. */
  readonly failures: number;
  /** Milliseconds over the last three thousand; absent where too few lie beyond a percentile to name it. */
  readonly p50?: number;
  readonly p90?: number;
  readonly p99?: number;
}

/** How the answers of a mirrored B compare with those that the callers got. */
export interface MirrorState {
  readonly compared: number;
  /** Of those, the ones whose outputs are all the same within the tolerance of their datatype. */
  readonly same: number;
  /** Answers that hold scores of classes, and those of them whose first class is the same. */
  readonly classified: number;
  readonly sameClass: number;
  readonly maxAbsolute: number;
  /** Requests that were not mirrored, because B still had others to answer or was not ready. */
  readonly skipped: number;
}

export interface TrialState extends TrialPlan {
  /** Undefined while it runs; then the version that answers everything. */
  readonly settled?: 'a' | 'b';
  /** Why it ended by itself. */
  readonly why?: string;
  readonly arms: { readonly a: ArmState; readonly b: ArmState };
  readonly mirrored: MirrorState;
}
