import type { ConfigContext } from '../context.ts';
import { nearestName } from '../nearest.ts';
import type { Finding } from '../problem.ts';
import { errorAt, warningAt } from '../problem.ts';
import type { ModelConfig } from '../schema/value.ts';
import { chooseVersions } from '../version-policy.ts';
import type { Rule } from './rule.ts';

/** What the configuration says of its folder: label files that exist, and a policy that leaves a version. */
export const folderRules: Rule = (config, context) => [
  ...labelFiles(config, context),
  ...versionsLeft(config, context),
];

function labelFiles({ output, name }: ModelConfig, { folder: { files } }: ConfigContext): readonly Finding[] {
  if (files === undefined) return [];
  return output.flatMap(({ label_filename: wanted }, index) => {
    if (wanted === '' || files.includes(wanted)) return [];
    const near = nearestName(wanted, files);
    const message = `label file '${wanted}' is not in the folder of model '${name}'`;
    return [
      errorAt(
        `output[${index}].label_filename`,
        message,
        near === undefined ? {} : { suggestion: JSON.stringify(near) },
      ),
    ];
  });
}

function versionsLeft({ version_policy, name }: ModelConfig, { folder }: ConfigContext): readonly Finding[] {
  const { versions, missing } = chooseVersions(version_policy, folder.versions);
  if (versions.length === 0) {
    const message = `at least one version must be available under the version policy of model '${name}'`;
    const available = [...folder.versions].sort((a, b) => a - b).join(', ');
    const nextStep =
      available === '' ? 'The folder has no version yet.' : `The folder has these versions: ${available}.`;
    return [errorAt('version_policy', message, { nextStep })];
  }
  return missing.map((version) =>
    warningAt(
      'version_policy.specific.versions',
      `version ${version} of model '${name}' has no folder and is passed over`,
    ),
  );
}
