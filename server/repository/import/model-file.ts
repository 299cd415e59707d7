/** How a bare model file is called once it lies in a version folder. */
const STANDARD_NAMES: readonly (readonly [extension: RegExp, name: string])[] = [
  [/\.onnx$/i, 'model.onnx'],
  [/\.pt2$/i, 'model.pt2'],
  [/\.(?:pt|pth|ts|jit|torchscript)$/i, 'model.pt'],
  [/\.(?:pb|graphdef)$/i, 'model.graphdef'],
  [/\.(?:plan|engine|trt)$/i, 'model.plan'],
  [/\.xml$/i, 'model.xml'],
  [/\.py$/i, 'model.py'],
];

/** The usual name of a model file, by its extension; undefined for a file that is no model. */
export function standardFileName(name: string): string | undefined {
  return STANDARD_NAMES.find(([extension]) => extension.test(name))?.[1];
}

/** File names that say nothing of the model. */
const NAMELESS = /^(?:model|saved_model|savedmodel|network|net|weights)$/i;

/** The name that a model gets from its file's or folder's; `fallback` where that says nothing. */
export function modelNameFrom(fileName: string, fallback: string | undefined): string {
  const stem = fileName.replace(/\.[A-Za-z][A-Za-z0-9]{0,11}$/, '');
  const name = NAMELESS.test(stem) && fallback !== undefined ? fallback : stem;
  return name.replaceAll(/[^\w.\-+]+/g, '_').replace(/^[._]+/, '') || 'model';
}
