/** A framework as a config names it, and the file its models usually are. */
export interface Framework {
  readonly backend: string;
  /** Empty where the framework has a backend name only. */
  readonly platform: string;
  readonly filename: string;
  /** Older names of the platform. */
  readonly aliases: readonly string[];
  /** What the model file must be: a file, a folder, or either. */
  readonly form: 'file' | 'directory' | 'any';
}

const framework = (
  backend: string,
  platform: string,
  filename: string,
  more: Partial<Framework> = {},
): Framework => ({
  backend,
  platform,
  filename,
  aliases: [],
  form: 'file',
  ...more,
});

/** In the order in which a version folder is searched for them. */
export const FRAMEWORKS: readonly Framework[] = [
  framework('tensorflow', 'tensorflow_savedmodel', 'model.savedmodel', { form: 'directory' }),
  framework('tensorflow', 'tensorflow_graphdef', 'model.graphdef'),
  framework('tensorrt', 'tensorrt_plan', 'model.plan'),
  framework('onnxruntime', 'onnxruntime_onnx', 'model.onnx', { form: 'any' }),
  framework('openvino', '', 'model.xml'),
  framework('pytorch', 'pytorch_libtorch', 'model.pt', { aliases: ['libtorch'], form: 'any' }),
  framework('pytorch', 'torch_aoti', 'model.pt2'),
  framework('caffe2', 'caffe2_netdef', 'model.netdef'),
  framework('python', '', 'model.py'),
  framework('node', '', 'model.mjs'),
];

export const ENSEMBLE = 'ensemble';

/** The framework a platform names, under its own name or an older one. */
export function frameworkOfPlatform(platform: string): Framework | undefined {
  return FRAMEWORKS.find(
    (known) => known.platform !== '' && (known.platform === platform || known.aliases.includes(platform)),
  );
}
