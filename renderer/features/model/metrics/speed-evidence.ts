import { configFromJson } from '../../../../server/config/json/from-json.ts';
import type { ModelSignature } from '../../../../server/config/signature.ts';
import type { SlownessEvidence } from '../../../../server/config/why-slow.ts';
import type { ModelDetail } from '../../../../server/protocols/desk/contract.ts';
import type { MetricsPoint, VersionPoint } from '../../../../server/telemetry/history/contract.ts';
import { isDatatype } from '../../../../server/tensors/datatype.ts';
import { fixedBatch } from '../../batch-axis/fixed-batch.ts';
import { versionsOf } from '../../metrics/series/activity-of-models.ts';

/** What was counted of a model, all its versions together; the time in which it did nothing is left out. */
export function speedEvidence(detail: ModelDetail, points: readonly MetricsPoint[]): SlownessEvidence {
  const { name, instances } = detail.summary;
  const busy = points.filter((point) => versionsOf(point, name).length > 0);
  const versions = busy.flatMap((point) => versionsOf(point, name));
  const total = (of: (version: VersionPoint) => number) =>
    versions.reduce((sum, version) => sum + of(version), 0);
  return {
    config: configFromJson(detail.config).config,
    signature: signatureOf(detail),
    instances,
    seconds: busy.reduce((sum, { seconds }) => sum + seconds, 0),
    requests: total(({ requests }) => requests),
    rows: total(({ inferences }) => inferences),
    executions: total(({ executions }) => executions),
    totalMs: total(({ spent }) => spent.request),
    queueMs: total(({ spent }) => spent.queue),
    inputMs: total(({ spent }) => spent.input),
    computeMs: total(({ spent }) => spent.compute),
    outputMs: total(({ spent }) => spent.output),
    cpu: meanOf(busy.flatMap(({ cpu }) => (cpu === null ? [] : [cpu]))),
    remarks: detail.runsOn.flatMap(({ remarks }) => remarks),
  };
}

function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Inputs with their batch axis where the model file fixes it; none where it does not. */
function signatureOf(detail: ModelDetail): ModelSignature {
  if (fixedBatch(detail) === undefined) return { inputs: [], outputs: [] };
  const inputs = detail.inputs.flatMap(({ name, datatype, shape }) =>
    isDatatype(datatype) ? [{ name, datatype, shape }] : [],
  );
  return { inputs, outputs: [] };
}
