import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ModelDetail } from '../../../../server/protocols/desk/contract.ts';
import type { MadeRequest } from '../../../../server/requests/contract.ts';
import type { Tensor } from '../../../../server/tensors/tensor.ts';
import { tellRequest } from '../../../queries/requests.ts';
import { notifyFailure } from '../../../ui/notify-failure.ts';
import type { MadeCall } from '../runs.ts';
import { answerSummary } from './answer-summary.ts';
import { changeKnown, useOpenRequests } from './known-requests.ts';

/** Adds a request that was just made; the request itself never waits for it. */
export function useRecording(detail: ModelDetail): (made: MadeCall) => void {
  const client = useQueryClient();
  return useMemo(() => (made) => void record(client, detail, made), [client, detail]);
}

async function record(client: QueryClient, detail: ModelDetail, made: MadeCall): Promise<void> {
  const { call, at, milliseconds, request, result } = made;
  const outcome: MadeRequest['outcome'] =
    result.state === 'failed'
      ? result
      : {
          state: result.state,
          outputs: result.outputs.map(outline),
          summary: answerSummary(result.outputs, detail.outputs),
        };
  const { model, version } = call;
  const told = { at, model, version, milliseconds, inputs: call.inputs.map(outline), outcome };
  try {
    const kept = await tellRequest(told, request, result.state === 'failed' ? undefined : result.response);
    changeKnown(client, (all) => [kept, ...all]);
    useOpenRequests.setState({ [model]: kept.id });
  } catch (thrown) {
    // A server that did not answer the request keeps none either, and that was said already.
    if (result.state === 'answered') notifyFailure('The request is not in the history', thrown);
  }
}

function outline({ name, datatype, shape }: Tensor) {
  return { name, datatype, shape };
}
