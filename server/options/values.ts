import { invalidArgument } from '../errors.ts';

/** What the command line gives for a table of flags. */
export type FlagValues<
  F extends Readonly<Record<string, { readonly type: 'string'; readonly multiple?: boolean }>>,
> = {
  readonly [K in keyof F]?: F[K] extends { readonly multiple: true } ? readonly string[] : string;
};

/** @throws InferdeckError naming the flag */
export function truth(flag: string, text: string | undefined, otherwise: boolean): boolean {
  if (text === undefined) return otherwise;
  if (/^(true|on|1)$/i.test(text)) return true;
  if (/^(false|off|0)$/i.test(text)) return false;
  throw invalidArgument(`--${flag} must be true or false, got '${text}'.`);
}

/** @throws InferdeckError naming the flag and its bounds */
export function wholeNumber(
  flag: string,
  text: string | undefined,
  otherwise: number,
  least: number,
  most: number,
): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw invalidArgument(`--${flag} must be a whole number from ${least} to ${most}, got '${text}'.`);
}
