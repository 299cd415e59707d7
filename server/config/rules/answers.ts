import type { Finding } from '../problem.ts';
import { errorAt } from '../problem.ts';
import type { MessageOf } from '../schema/value.ts';
import type { Rule } from './rule.ts';
import { present } from './rule.ts';

const DISABLE = 'Please disable the response cache.';
const REFUSES = (model: string) => `Response Cache does not currently support model ${model} with`;

/** The response cache cannot remember answers that depend on earlier requests or come in parts. */
export const cacheRules: Rule = (config) => {
  if (config.response_cache?.enable !== true) return [];
  return present(
    config.sequence_batching !== undefined &&
      errorAt('response_cache', `${REFUSES(config.name)} sequence batching scheduler. ${DISABLE}`),
    config.model_transaction_policy?.decoupled === true &&
      errorAt('response_cache', `${REFUSES(config.name)} 'decoupled' transaction policy. ${DISABLE}`),
  );
};

/** Each metric must be named, and have buckets. */
export const metricsRules: Rule = (config) =>
  (config.model_metrics?.metric_control ?? []).flatMap((control, index) =>
    metricControl(control, `model_metrics.metric_control[${index}]`),
  );

function metricControl(control: MessageOf<'ModelMetrics.MetricControl'>, field: string): readonly Finding[] {
  const { metric_identifier: identifier, histogram_options: options } = control;
  return present(
    identifier === undefined && errorAt(field, "metric control must specify 'metric_identifier'"),
    identifier?.family === '' &&
      errorAt(`${field}.metric_identifier`, "metric identifier must specify non-empty 'family'"),
    options === undefined && errorAt(field, "metric control must specify 'histogram_options'"),
    options?.buckets.length === 0 &&
      errorAt(`${field}.histogram_options`, "histogram options must specify non-empty 'buckets'"),
  );
}
