import { invalidArgument, InferdeckError } from '../errors.ts';
import { RELEASE_FORM } from './contract.ts';

/** A release of Triton, by the year and month of its container. */
export interface TritonRelease {
  readonly year: number;
  readonly month: number;
}

/** The first container with the v2 protocols. */
export const FIRST_RELEASE: TritonRelease = { year: 20, month: 6 };

/** The release whose behaviour this server follows. */
export const LATEST_RELEASE: TritonRelease = { year: 26, month: 9 };

/** @throws InferdeckError when the text is no `YY.MM`, or a release before the v2 protocols */
export function parseRelease(text: string): TritonRelease {
  const [, year, month] = RELEASE_FORM.exec(text) ?? [];
  const release = { year: Number(year), month: Number(month) };
  if (year === undefined || release.month < 1 || release.month > 12) {
    throw invalidArgument(
      `'${text}' is no release of Triton; a release is a year and a month, such as 24.05.`,
    );
  }
  if (isBefore(release, FIRST_RELEASE)) {
    throw new InferdeckError('unsupported', `Release ${text} speaks the protocols of 2019 only.`, {
      nextStep: `Choose ${releaseText(FIRST_RELEASE)} or a later release.`,
    });
  }
  return release;
}

export function releaseText({ year, month }: TritonRelease): string {
  return `${year}.${String(month).padStart(2, '0')}`;
}

export function isBefore(a: TritonRelease, b: TritonRelease): boolean {
  return a.year * 12 + a.month < b.year * 12 + b.month;
}

/** The container image with all the backends that NVIDIA ships. */
export function imageOf(release: TritonRelease): string {
  return `nvcr.io/nvidia/tritonserver:${releaseText(release)}-py3`;
}

/**
 * Containers before 22.07 wanted every configuration to be complete unless told otherwise; later ones complete them.
 * https://github.com/triton-inference-server/server/releases/tag/v2.24.0
 */
export function completesByItself(release: TritonRelease): boolean {
  return !isBefore(release, { year: 22, month: 7 });
}
