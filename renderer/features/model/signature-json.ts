import type { ModelDetail, TensorFacts } from '../../../server/protocols/desk/contract.ts';

/** The signature in the form of the v2 protocol's model metadata. */
export function signatureJson({ summary, inputs, outputs }: ModelDetail): string {
  const tensor = ({ name, datatype, shape }: TensorFacts) => ({ name, datatype, shape });
  const metadata = {
    name: summary.name,
    versions: summary.versions.map(({ version }) => String(version)),
    platform: summary.platform,
    inputs: inputs.map(tensor),
    outputs: outputs.map(tensor),
  };
  return JSON.stringify(metadata, null, 2);
}
