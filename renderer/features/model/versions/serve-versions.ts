import { readConfig } from '../../../../server/config/read.ts';
import { configToJson } from '../../../../server/config/json/to-json.ts';
import { setField } from '../../../../server/config/text/edits.ts';
import { applyEdits } from '../../../../server/config/text/text-edit.ts';
import { chooseVersions } from '../../../../server/config/version-policy.ts';
import { send } from '../../../queries/http.ts';
import { configOnDisk } from '../../../queries/schema.ts';

/** The versions that the file's policy serves, lowest first. */
export function servedByFile(configText: string | null, available: readonly number[]): readonly number[] {
  const { config } = readConfig(configText ?? '');
  return [...chooseVersions(config.version_policy, available).versions].reverse();
}

/** The parameters of a load that serves these versions whatever the file says; the file stays as it is. */
export function overrideFor(
  configText: string | null,
  versions: readonly number[],
): { readonly config: string } {
  const { config } = readConfig(configText ?? '');
  const json = configToJson({ ...config, version_policy: { specific: { versions: [...versions] } } });
  return { config: JSON.stringify(json) };
}

/** A configuration whose policy serves these versions; every other byte is as it was. */
export function withPolicy(configText: string | null, versions: readonly number[]): string {
  const { document } = readConfig(configText ?? '');
  const edits = setField(document, 'version_policy', { specific: { versions: [...versions] } });
  return applyEdits(configText ?? '', edits);
}

/** Loads the model so that it serves these versions. @throws InferdeckError; what served before goes on serving */
export async function serveVersions(
  name: string,
  configText: string | null,
  versions: readonly number[],
): Promise<void> {
  await send(`/v2/repository/models/${encodeURIComponent(name)}/load`, {
    method: 'POST',
    body: JSON.stringify({ parameters: overrideFor(configText, versions) }),
  });
}

/** Writes the policy into the file. @throws InferdeckError when the file changed meanwhile */
export async function keepInFile(name: string, versions: readonly number[]): Promise<void> {
  const path = `/desk/models/${encodeURIComponent(name)}/config`;
  const { text, hash } = configOnDisk.parse(await (await send(path)).json());
  await send(path, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: withPolicy(text, versions), baseHash: hash }),
  });
}
