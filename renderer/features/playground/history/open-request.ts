import type { ModelDetail } from '../../../../server/protocols/desk/contract.ts';
import type { KeptRequest } from '../../../../server/requests/contract.ts';
import { inputsOf, outputsOf } from '../../../queries/requests.ts';
import { putInTensors } from '../drafts.ts';
import { fingerprint } from '../fingerprint.ts';
import { showAnswer } from '../runs.ts';
import { useOpenRequests } from './known-requests.ts';

/** Puts the inputs of a request back in, and shows its answer again. @throws InferdeckError when they were not kept */
export async function openRequest(
  detail: ModelDetail,
  { id, model, version, ...kept }: KeptRequest,
): Promise<void> {
  const inputs = await inputsOf(id);
  const outputs = kept.response === undefined ? undefined : await outputsOf(id);
  putInTensors(detail, inputs);
  if (outputs !== undefined) {
    const timing = { ...UNKNOWN_TIMING, total: kept.milliseconds };
    showAnswer(model, { version, outputs, timing, question: fingerprint(inputs) });
  }
  useOpenRequests.setState({ [model]: id });
}

const UNKNOWN_TIMING = {
  queue: undefined,
  input: undefined,
  compute: undefined,
  output: undefined,
  server: undefined,
};
