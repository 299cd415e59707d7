import type { Addresses, CalledModel, CalledTensor } from './called-model.ts';
import { binaryHead, bytesOf, fillerOf, hasFixedSize, inferPath } from './infer-json.ts';

/** `fetch`, of browsers and of Node. Half floats go as bytes, because JSON has no such numbers. */
export function javaScriptSnippet(model: CalledModel, { http }: Addresses): string | undefined {
  const url = JSON.stringify(`${http}${inferPath(model)}`);
  const isHalf = model.inputs.some(({ datatype }) => datatype === 'FP16' || datatype === 'BF16');
  if (isHalf && !hasFixedSize(model)) return undefined;
  const request = isHalf ? asBytes(model) : asJson(model);
  return [
    ...request.before,
    `const response = await fetch(${url}, {`,
    '  method: "POST",',
    ...request.options.map((line) => `  ${line}`),
    '});',
    'const { outputs, error } = await response.json();',
    'console.log(error ?? outputs);',
  ].join('\n');
}

interface RequestLines {
  readonly before: readonly string[];
  readonly options: readonly string[];
}

function asJson({ inputs }: CalledModel): RequestLines {
  return {
    before: [],
    options: ['body: JSON.stringify({', '  inputs: [', ...inputs.map(tensorLine), '  ],', '}),'],
  };
}

function tensorLine(tensor: CalledTensor): string {
  const { name, datatype, shape, elements, values } = tensor;
  const data = values ?? `Array(${elements}).fill(${fillerOf(tensor)})`;
  return `    { name: ${JSON.stringify(name)}, datatype: "${datatype}", shape: [${shape.join(', ')}], data: ${data} },`;
}

function asBytes(model: CalledModel): RequestLines {
  return {
    before: [
      `const head = JSON.stringify(${binaryHead(model)});`,
      `const data = new Uint8Array(${bytesOf(model)});`,
    ],
    options: [
      'headers: { "Inference-Header-Content-Length": String(new TextEncoder().encode(head).length) },',
      'body: new Blob([head, data]),',
    ],
  };
}
