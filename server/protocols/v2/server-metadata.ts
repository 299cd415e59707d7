/** What the server says of itself. */
export interface ServerIdentity {
  readonly name: string;
  readonly version: string;
}

/** The extensions that are served, in the protocol's order. */
const EXTENSIONS: readonly string[] = [
  'model_repository',
  'model_configuration',
  'binary_tensor_data',
  'parameters',
];

export function serverMetadata({ name, version }: ServerIdentity) {
  return { name, version, extensions: [...EXTENSIONS] };
}
