import { traceResponse, traceStages, traceStart } from '../telemetry/trace/stages.ts';
import type { Trace } from '../telemetry/trace/trace.ts';
import type { InferenceRequest, InferenceResponse, StreamedAnswer } from './inference.ts';

/** A version that is not known before one answers. */
const NEWEST = -1;

/** Runs a request that another one causes, and writes down what happens to it with that one, if it is traced. */
export async function inferTraced(
  infer: (request: InferenceRequest) => Promise<InferenceResponse>,
  parent: Trace | undefined,
  request: InferenceRequest,
): Promise<InferenceResponse> {
  if (parent === undefined) return await infer(request);
  const caused = begin(parent, request);
  try {
    const response = await infer({ ...request, trace: caused.trace });
    caused.answered(response);
    return response;
  } finally {
    caused.end();
  }
}

/** The same with any number of answers. */
export async function* streamTraced(
  stream: (request: InferenceRequest) => AsyncIterable<StreamedAnswer>,
  parent: Trace | undefined,
  request: InferenceRequest,
): AsyncGenerator<StreamedAnswer> {
  if (parent === undefined) {
    yield* stream(request);
    return;
  }
  const caused = begin(parent, request);
  try {
    for await (const answer of stream({ ...request, trace: caused.trace })) {
      if (answer.state === 'response') caused.answered(answer.response);
      yield answer;
    }
  } finally {
    caused.end();
  }
}

function begin(parent: Trace, { modelName, version = NEWEST, id: requestId, inputs }: InferenceRequest) {
  const trace = parent.child({ modelName, version, requestId });
  const began = traceStart(trace, inputs);
  let answeredBy: number | undefined;
  return {
    trace,
    answered: (response: InferenceResponse) => {
      if (answeredBy === undefined) traceStages(trace, response.times, began);
      answeredBy = response.version;
      traceResponse(trace, response.outputs);
    },
    end: () => {
      trace.stamp('REQUEST_END');
      trace.finish(answeredBy);
    },
  };
}
