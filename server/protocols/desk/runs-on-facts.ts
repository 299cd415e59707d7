import type { LoadedVersion } from '../../lifecycle/loaded-version.ts';
import type { RunsOnFacts } from './contract.ts';

/** Where the instances of the served versions run; those whose framework does not tell are left out. */
export function runsOnFacts(versions: readonly LoadedVersion[]): RunsOnFacts[] {
  return versions.flatMap(({ version, runsOn }) => {
    const groups = new Map<string, RunsOnFacts>();
    for (const { device, provider, remarks } of runsOn) {
      const key = JSON.stringify([device, provider, remarks]);
      const instances = (groups.get(key)?.instances ?? 0) + 1;
      groups.set(key, { version, device, provider, remarks, instances });
    }
    return [...groups.values()];
  });
}
