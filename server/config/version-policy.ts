import type { VersionPolicy } from './schema/value.ts';

export interface ChosenVersions {
  /** What the policy serves, highest first. */
  readonly versions: readonly number[];
  /** What it asks for and is not there. */
  readonly missing: readonly number[];
}

/** Which of the versions on disk a policy serves; without a policy, the one with the highest number. */
export function chooseVersions(
  policy: VersionPolicy | undefined,
  available: readonly number[],
): ChosenVersions {
  const newestFirst = [...new Set(available)].sort((a, b) => b - a);
  if (policy?.all !== undefined) return { versions: newestFirst, missing: [] };
  if (policy?.specific === undefined) {
    return { versions: newestFirst.slice(0, policy?.latest?.num_versions ?? 1), missing: [] };
  }
  const wanted = new Set(policy.specific.versions);
  return {
    versions: newestFirst.filter((version) => wanted.has(version)),
    missing: [...wanted].filter((version) => !newestFirst.includes(version)).sort((a, b) => a - b),
  };
}
