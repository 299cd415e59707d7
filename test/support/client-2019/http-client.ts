import { callV1, headerOf, type RawAnswer } from '../v1-http-client.ts';
import { type Client2019, type Inference, Refusal, type Region, type Result } from './contract.ts';
import { modelStatusOf, resultOf } from './messages.ts';
import { Message } from './wire.ts';

const CODES = [
  'INVALID',
  'SUCCESS',
  'UNKNOWN',
  'INTERNAL',
  'NOT_FOUND',
  'INVALID_ARG',
  'UNAVAILABLE',
  'UNSUPPORTED',
  'ALREADY_EXISTS',
];

/** Over HTTP, written from the description of the protocol alone. */
export function httpClient2019(server: { readonly port: number }): Client2019 {
  const get = async (path: string) => checked(await callV1(server, 'GET', path));
  const post = async (path: string) => void checked(await callV1(server, 'POST', path));
  return {
    healthy: async (mode) =>
      (await callV1(server, 'GET', `/api/health/${mode}`)).statusLine.includes(' 200 '),
    status: async (model) =>
      modelStatusOf(new Message((await get(`/api/status/${model}?format=binary`)).body), model),
    infer: (inference) => infer(server, inference),
    load: (model) => post(`/api/modelcontrol/load/${model}`),
    unload: (model) => post(`/api/modelcontrol/unload/${model}`),
    register: (name, key, byteSize) =>
      post(`/api/sharedmemorycontrol/register/${name}/${key}/0/${byteSize}?format=binary`),
    unregister: (name) => post(`/api/sharedmemorycontrol/unregister/${name}?format=binary`),
  };
}

/** @throws Refusal unless the status is a success */
function checked(answer: RawAnswer): RawAnswer {
  const status = headerOf(answer, 'NV-Status');
  if (status === undefined) throw new Refusal(0, answer.statusLine);
  const [, code = '', message = ''] = /^code: (\w+)(?: msg: "((?:[^"\\]|\\.)*)")?/.exec(status) ?? [];
  if (code === 'SUCCESS') return answer;
  throw new Refusal(CODES.indexOf(code), message.replace(/\\(.)/g, '$1'));
}

async function infer(server: { readonly port: number }, inference: Inference): Promise<Result> {
  const { model, version = -1, inputs } = inference;
  const path = `/api/infer/${model}${version < 0 ? '' : `/${version}`}?format=binary`;
  const body = new Uint8Array(Buffer.concat(inputs.flatMap(({ data }) => data ?? [])));
  const answer = checked(
    await callV1(server, 'POST', path, {
      headers: [
        'User-Agent: libcurl-agent/1.0',
        'Content-Type: application/octet-stream',
        `NV-InferRequest:${headerText(inference)}`,
      ],
      body,
    }),
  );
  const told = headerOf(answer, 'NV-InferResponse') ?? '';
  if (!told.startsWith('model_name: "')) throw new Error(`No name of a model in '${told}'.`);
  return readResult(answer.body, inference, told);
}

/** The header lies behind the tensors, whose sizes the text of the same header tells. */
function readResult(body: Buffer, { outputs }: Inference, told: string): Result {
  const inBody = (name: string) =>
    outputs.some((output) => output.name === name && output.region === undefined);
  const sizes = [
    ...told.matchAll(/output \{ name: "([^"]*)" raw \{ (?:dims: \d+ )*(?:batch_byte_size: (\d+) )?\}/g),
  ];
  const start = sizes
    .filter(([, name = '']) => inBody(name))
    .reduce((sum, [, , size = '0']) => sum + Number(size), 0);
  if (body.byteLength <= start) throw new Error('There is no header behind the tensors.');
  let at = 0;
  return resultOf(new Message(body.subarray(start)), (byteSize, name) => {
    const from = at;
    if (inBody(name)) at += byteSize;
    return body.subarray(from, at);
  });
}

function headerText({
  batchSize = 1,
  inputs,
  outputs,
  id = 0,
  correlationId = 0,
  flags = 0,
}: Inference): string {
  const parts = [
    `batch_size: ${batchSize}`,
    ...inputs.map(({ name, dims = [], data, isText = false, region }) =>
      block('input', [
        `name: "${name}"`,
        ...dims.map((dim) => `dims: ${dim}`),
        ...(isText ? [`batch_byte_size: ${data?.byteLength ?? 0}`] : []),
        ...regionText(region),
      ]),
    ),
    ...outputs.map(({ name, classes, region }) =>
      block('output', [
        `name: "${name}"`,
        ...(classes === undefined ? [] : [`cls { count: ${classes} }`]),
        ...regionText(region),
      ]),
    ),
    ...Object.entries({ correlation_id: correlationId, id, flags })
      .filter(([, value]) => value !== 0)
      .map(([name, value]) => `${name}: ${value}`),
  ];
  return parts.join(' ');
}

const block = (name: string, inner: readonly string[]) => `${name} { ${inner.join(' ')} }`;

function regionText(region: Region | undefined): readonly string[] {
  if (region === undefined) return [];
  const { name, offset, byteSize } = region;
  return [block('shared_memory', [`name: "${name}"`, `offset: ${offset}`, `byte_size: ${byteSize}`])];
}
