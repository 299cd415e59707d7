import { type ErrorKind, InferdeckError } from '../../errors.ts';

/** A failure whose answer carries headers of its own. */
export class HttpError extends InferdeckError {
  readonly headers: Readonly<Record<string, string>>;

  constructor(kind: ErrorKind, message: string, headers: Readonly<Record<string, string>>) {
    super(kind, message);
    this.headers = headers;
  }
}
