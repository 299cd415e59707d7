import type { Addresses, CalledModel } from './called-model.ts';
import { curlSnippet } from './curl.ts';
import { javaScriptSnippet } from './javascript.ts';
import { pythonSnippet } from './python.ts';

export const SNIPPET_KINDS = ['curl', 'python-http', 'python-grpc', 'javascript'] as const;

/** How a program can call the server. */
export type SnippetKind = (typeof SNIPPET_KINDS)[number];

export const SNIPPET_TITLES: Readonly<Record<SnippetKind, string>> = {
  curl: 'curl',
  'python-http': 'Python · HTTP',
  'python-grpc': 'Python · gRPC',
  javascript: 'JavaScript',
};

/** What has to be installed first, if anything. */
export const SNIPPET_NEEDS: Readonly<Record<SnippetKind, string | undefined>> = {
  curl: undefined,
  'python-http': 'pip install "tritonclient[http]"',
  'python-grpc': 'pip install "tritonclient[grpc]"',
  javascript: undefined,
};

/** A program that calls a model and prints what it answers; undefined where this way of calling cannot. */
export function snippet(kind: SnippetKind, model: CalledModel, addresses: Addresses): string | undefined {
  const { http, grpc } = addresses;
  if (kind === 'curl') return curlSnippet(model, addresses);
  if (kind === 'javascript') return javaScriptSnippet(model, addresses);
  if (kind === 'python-http') return pythonSnippet(model, 'http', http.replace(/^http:\/\//, ''));
  return grpc === undefined ? undefined : pythonSnippet(model, 'grpc', grpc);
}
