import type { Addresses, CalledModel, CalledTensor } from './called-model.ts';
import { binaryHead, bytesOf, fillerOf, fitsJson, hasFixedSize, inferPath } from './infer-json.ts';

/** Small tensors as JSON; large ones as bytes behind it, which curl sends as they come. */
export function curlSnippet(model: CalledModel, { http }: Addresses): string | undefined {
  const url = quoted(`${http}${inferPath(model)}`);
  if (fitsJson(model)) return `curl -s ${url} -d ${quoted(writtenOut(model))}`;
  if (!hasFixedSize(model)) return undefined;
  const head = binaryHead(model);
  const length = new TextEncoder().encode(head).length;
  return [
    `HEAD=${quoted(head)}`,
    `{ printf %s "$HEAD"; head -c ${bytesOf(model)} /dev/zero; } |`,
    `  curl -s ${url} --data-binary @- \\`,
    `    -H 'Inference-Header-Content-Length: ${length}' -H 'Content-Type: application/octet-stream'`,
  ].join('\n');
}

function writtenOut({ inputs }: CalledModel): string {
  return `{"inputs":[${inputs.map(tensorJson).join(',')}]}`;
}

function tensorJson(tensor: CalledTensor): string {
  const { name, datatype, shape, elements, values } = tensor;
  const data = values ?? `[${Array.from({ length: elements }, () => fillerOf(tensor)).join(',')}]`;
  return `{"name":${JSON.stringify(name)},"datatype":"${datatype}","shape":[${shape.join(',')}],"data":${data}}`;
}

/** A word of the shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
