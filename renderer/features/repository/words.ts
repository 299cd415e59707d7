import type { Failure, ModelSummary } from '../../../server/protocols/desk/contract.ts';

interface BackendName {
  readonly label: string;
  readonly short: string;
}

const BACKENDS: Readonly<Record<string, BackendName>> = {
  onnxruntime: { label: 'ONNX Runtime', short: 'ONNX' },
  pytorch: { label: 'PyTorch', short: 'PyTorch' },
  tensorflow: { label: 'TensorFlow', short: 'TensorFlow' },
  tensorrt: { label: 'TensorRT', short: 'TensorRT' },
  python: { label: 'Python', short: 'Python' },
};

/** What people call the backend of a model; an ensemble has none. */
export function backendName({ backend, platform }: Pick<ModelSummary, 'backend' | 'platform'>): BackendName {
  if (platform === 'ensemble') return { label: 'Ensemble', short: 'Ensemble' };
  const name = backend === '' ? 'no backend' : backend;
  return BACKENDS[backend] ?? { label: name, short: name };
}

const MOST_NAMED_VERSIONS = 4;

/** `v1, v2`, or how many there are. */
export function versionsText(versions: readonly number[]): string {
  if (versions.length === 0) return 'no versions';
  if (versions.length > MOST_NAMED_VERSIONS) return `${versions.length} versions`;
  return versions.map((version) => `v${version}`).join(', ');
}

/** The versions that a row names: those that serve, or all on disk when none does. */
export function shownVersions(model: ModelSummary): readonly number[] {
  const ready = model.versions.filter((version) => version.state === 'READY');
  const shown = ready.length > 0 ? ready : model.versions;
  return shown.map((version) => version.version).sort((a, b) => a - b);
}

/** A failure's sentence without the place that it may begin with; the place is shown beside it. */
export function failureSentence({ message, place }: Failure): string {
  const prefix = place === undefined ? '' : `${placeText(place)}: `;
  return prefix !== '' && message.startsWith(prefix) ? message.slice(prefix.length) : message;
}

/** `config.pbtxt:7:3`, as far as the place is known. */
export function placeText(place: { file: string; line?: number; column?: number }): string {
  const { file, line, column } = place;
  const name = file.split(/[\\/]/).at(-1) ?? file;
  return [name, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
}
