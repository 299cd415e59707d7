import { InferdeckError, type ErrorKind } from '../errors.ts';

/** Where in its way into memory a model failed. */
export type LoadStage = 'repository' | 'configuration' | 'model file' | 'load';

/** A place in a file; lines and columns count from 1. */
export interface FilePlace {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly field?: string;
}

/** A model that cannot be served, with the stage and the place of the trouble. */
export class LoadError extends InferdeckError {
  readonly stage: LoadStage;
  readonly place: FilePlace | undefined;

  constructor(
    stage: LoadStage,
    message: string,
    options: {
      kind?: ErrorKind;
      place?: FilePlace | undefined;
      nextStep?: string | undefined;
      cause?: unknown;
    } = {},
  ) {
    const { kind = 'invalid-argument', place, nextStep, cause } = options;
    super(kind, message, {
      ...(nextStep !== undefined && { nextStep }),
      ...(cause !== undefined && { cause }),
    });
    this.stage = stage;
    this.place = place;
  }

  /** Any failure as one of loading; one that already says where keeps its place. */
  static from(thrown: unknown, stage: LoadStage): LoadError {
    if (thrown instanceof LoadError) return thrown;
    if (thrown instanceof InferdeckError) {
      return new LoadError(stage, thrown.message, {
        kind: thrown.kind,
        nextStep: thrown.nextStep,
        cause: thrown,
      });
    }
    return new LoadError(stage, String(thrown), { kind: 'internal', cause: thrown });
  }
}
