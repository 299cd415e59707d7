import { UNKNOWN_MEMBERS } from './lifecycle/ensemble-members.ts';
import { Imports } from './lifecycle/imports.ts';
import type { LoadSourceOf, ServedModels } from './lifecycle/served-models.ts';
import type { ServerOptions } from './options.ts';
import type { Activity } from './telemetry/activity.ts';

/** Ways into the repositories, cleared of what an earlier server left behind. */
export async function createImports(
  { repositories, stateFolder }: ServerOptions,
  parts: { readonly models: ServedModels; readonly sourceOf: LoadSourceOf; readonly activity: Activity },
): Promise<Imports> {
  const { models, sourceOf, activity } = parts;
  const imports = new Imports({
    models,
    activity,
    signatureOf: (folder) => sourceOf(folder, LOOK).signature(),
    repositories,
    stateFolder,
  });
  await imports.sweep();
  return imports;
}

/** A folder that is only looked at needs no configuration of its own, and no other model. */
const LOOK = { override: undefined, findMembers: () => Promise.resolve(UNKNOWN_MEMBERS) };
