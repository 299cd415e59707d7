import type { KeptRequest } from '../../../../server/requests/contract.ts';
import { inputsOf } from '../../../queries/requests.ts';
import { notifyFailure } from '../../../ui/notify-failure.ts';
import { putInTensors } from '../drafts.ts';
import { startRun } from '../runs.ts';
import type { Playground } from '../use-playground.ts';
import { useRecording } from './record-request.ts';

/** Sends the inputs of an earlier request to the version that is chosen now. */
export function useRunAgain({ detail, version }: Playground): (request: KeptRequest) => void {
  const record = useRecording(detail);
  return ({ id, model }) => {
    if (version === undefined) return;
    const outputs = detail.outputs.map(({ name }) => name);
    inputsOf(id)
      .then((inputs) => {
        putInTensors(detail, inputs);
        return startRun({ model, version, inputs, outputs }, record);
      })
      .catch((thrown: unknown) => notifyFailure('The request was not run again', thrown));
  };
}
