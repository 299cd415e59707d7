import { InferdeckError } from '../../../../server/errors.ts';
import type { ServerFacts } from '../../../../server/protocols/desk/contract.ts';
import type { KeptRequest } from '../../../../server/requests/contract.ts';
import { inputsOf } from '../../../queries/requests.ts';
import { addressesOf } from '../../connect/called-model.ts';
import { snippet, type SnippetKind } from '../../connect/snippets.ts';
import { calledWith, curlWithFile } from './called-with.ts';

export const COPY_KINDS = ['curl', 'python-http', 'javascript'] as const satisfies readonly SnippetKind[];

export type CopyKind = (typeof COPY_KINDS)[number];

export const COPY_TITLES: Readonly<Record<CopyKind, string>> = {
  curl: 'curl',
  'python-http': 'Python',
  javascript: 'JavaScript',
};

/**
 * A program that sends a kept request again, with its own values. Inputs that no program text can hold go as a file.
 * @throws InferdeckError where this way of calling cannot send them
 */
export async function requestText(
  kind: CopyKind,
  { id, model, version, request, outcome }: KeptRequest,
  server: Pick<ServerFacts, 'http' | 'grpc'>,
): Promise<string> {
  const addresses = addressesOf(server);
  const outputs = outcome.state === 'answered' ? outcome.outputs.map(({ name }) => name) : [];
  const called = calledWith(model, version, await inputsOf(id), outputs);
  const text = called && snippet(kind, called, addresses);
  if (text !== undefined) return text;
  if (kind === 'curl' && request !== undefined) {
    return curlWithFile({ model, version, jsonLength: request.json }, `${model}-request.bin`, addresses.http);
  }
  throw new InferdeckError(
    'unsupported',
    'These inputs are too large, or of a type, to be written into a program.',
    {
      nextStep: 'Save the bytes sent, and copy it as curl.',
    },
  );
}
