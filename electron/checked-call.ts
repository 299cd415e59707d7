import type { z } from 'zod';
import { messageOf } from '../server/errors.ts';
import type { Envelope } from './channels.ts';

/** One call with its arguments still unchecked. */
export type CheckedCall<Result> = (args: readonly unknown[]) => Promise<Result>;

/** Joins a call to the schema of its arguments. The call fails with the schema's words when they do not fit. */
export function checkedCall<Args extends readonly unknown[], Result>(
  schema: z.ZodType<Args>,
  run: (...args: Args) => Result | Promise<Result>,
): CheckedCall<Result> {
  return async (args) => {
    const parsed = schema.safeParse(args);
    if (parsed.success) return run(...parsed.data);
    throw new Error(`Wrong arguments: ${parsed.error.issues.map(({ message }) => message).join('; ')}`);
  };
}

/** What the call gives, or why it failed, as a value. */
export async function answerOf(
  call: CheckedCall<unknown>,
  args: readonly unknown[],
): Promise<Envelope<unknown>> {
  try {
    return { ok: true, value: await call(args) };
  } catch (error) {
    return { ok: false, message: messageOf(error) };
  }
}
