import { many, map, member, message, nested, scalar } from './field.ts';

const scheduling = <const T extends string>(type: T, number: number, doc: string) =>
  member('scheduling_choice', nested(type, number, doc));

/** The root of a config file, and the small messages that belong to no larger subject. */
export const MODEL_MESSAGES = {
  ModelConfig: message('How one model is found, fed, batched and placed: the whole of a config.pbtxt.', {
    name: scalar('string', 1, 'The model’s name; when written, it must be the name of its folder.'),
    platform: scalar('string', 2, 'The older way to name a framework, such as onnxruntime_onnx or ensemble.'),
    backend: scalar(
      'string',
      17,
      'What runs the model, such as onnxruntime or python; found from the model file.',
    ),
    runtime: scalar('string', 25, 'The file that implements the backend, when it is not the usual one.'),
    version_policy: nested(
      'ModelVersionPolicy',
      3,
      'Which version folders are served; only the newest unless it says more.',
    ),
    max_batch_size: scalar(
      'int32',
      4,
      'The most items one run may take; 0 means that dims are whole shapes and nothing is batched.',
    ),
    input: many(nested('ModelInput', 5, 'A tensor that the model takes.')),
    output: many(nested('ModelOutput', 6, 'A tensor that the model gives.')),
    batch_input: many(
      nested('BatchInput', 20, 'A tensor that the server makes from how a batch was put together.'),
    ),
    batch_output: many(
      nested('BatchOutput', 21, 'An output that is divided among requests by the shape of an input.'),
    ),
    optimization: nested(
      'ModelOptimizationPolicy',
      12,
      'How hard, and with what, the backend tunes the model.',
    ),
    dynamic_batching: scheduling(
      'ModelDynamicBatching',
      11,
      'Joins single requests into batches while they wait; an empty block is enough.',
    ),
    sequence_batching: scheduling(
      'ModelSequenceBatching',
      13,
      'Keeps the requests of a sequence on one instance, for models with memory.',
    ),
    ensemble_scheduling: scheduling(
      'ModelEnsembling',
      15,
      'Runs other models one after another; needs platform ensemble.',
    ),
    instance_group: many(nested('ModelInstanceGroup', 7, 'How many copies of the model run, and where.')),
    default_model_filename: scalar(
      'string',
      8,
      'The model file inside a version folder, when it has another name than usual.',
    ),
    cc_model_filenames: map(
      'string',
      scalar('string', 9, 'A model file of its own for GPUs of one compute capability, such as 7.5.'),
    ),
    metric_tags: map(
      'string',
      scalar(
        'string',
        10,
        'A label that every metric of this model carries, with an underscore before its name.',
      ),
    ),
    parameters: map(
      'string',
      nested('ModelParameter', 14, 'A setting for the backend, under the key that the backend knows.'),
    ),
    model_warmup: many(
      nested('ModelWarmup', 16, 'A request that is run on every instance before the version is ready.'),
    ),
    model_operations: nested(
      'ModelOperations',
      18,
      'Libraries with operators that the model needs and the framework lacks.',
    ),
    model_transaction_policy: nested('ModelTransactionPolicy', 19, 'How many answers one request may get.'),
    model_repository_agents: nested(
      'ModelRepositoryAgents',
      23,
      'Programs that check or rewrite the model’s files before it loads.',
    ),
    response_cache: nested(
      'ModelResponseCache',
      24,
      'Answers a request that was seen before without running the model.',
    ),
    model_metrics: nested('ModelMetrics', 26, 'How this model’s metrics differ from those of the others.'),
  }),
  ModelVersionPolicy: message('Which version folders are served: one of three ways to choose.', {
    latest: member(
      'policy_choice',
      nested('ModelVersionPolicy.Latest', 1, 'The versions with the highest numbers.'),
    ),
    all: member(
      'policy_choice',
      nested('ModelVersionPolicy.All', 2, 'Every version in the folder; written all { }.'),
    ),
    specific: member(
      'policy_choice',
      nested('ModelVersionPolicy.Specific', 3, 'The versions listed, and no other.'),
    ),
  }),
  'ModelVersionPolicy.Latest': message('The newest versions.', {
    num_versions: scalar('uint32', 1, 'How many of the highest version numbers are served; 1 when left out.'),
  }),
  'ModelVersionPolicy.All': message('Every version that has a folder.', {}),
  'ModelVersionPolicy.Specific': message('A list of versions.', {
    versions: many(scalar('int64', 1, 'A version number; one without a folder is reported and passed over.')),
  }),
  ModelParameter: message('One setting for the backend.', {
    string_value: scalar(
      'string',
      1,
      'The setting’s value; numbers and switches are written as strings too.',
    ),
  }),
  ModelTransactionPolicy: message('How requests and answers pair up.', {
    decoupled: scalar(
      'bool',
      1,
      'Lets the model answer a request several times or never, over a stream; off unless set.',
    ),
  }),
  ModelResponseCache: message('Whether answers are kept for requests that come again.', {
    enable: scalar('bool', 1, 'Turns the cache on for this model, when the server has one; off unless set.'),
  }),
  ModelOperations: message('Operators that come in libraries of their own.', {
    op_library_filename: many(
      scalar('string', 1, 'A library with custom operators, loaded before the model.'),
    ),
  }),
  ModelRepositoryAgents: message('Programs that see the model’s files first.', {
    agents: many(nested('ModelRepositoryAgents.Agent', 1, 'An agent; they run in the order written.')),
  }),
  'ModelRepositoryAgents.Agent': message('One repository agent.', {
    name: scalar('string', 1, 'Which agent it is, such as checksum.'),
    parameters: map('string', scalar('string', 2, 'A setting of the agent.')),
  }),
  ModelMetrics: message('Metrics of this model that differ from the server’s.', {
    metric_control: many(nested('ModelMetrics.MetricControl', 1, 'A metric and what is different about it.')),
  }),
  'ModelMetrics.MetricControl': message('What is different about one metric.', {
    metric_identifier: nested('ModelMetrics.MetricControl.MetricIdentifier', 1, 'Which metric is meant.'),
    histogram_options: member(
      'metric_options',
      nested('ModelMetrics.MetricControl.HistogramOptions', 2, 'Buckets other than the usual ones.'),
    ),
  }),
  'ModelMetrics.MetricControl.MetricIdentifier': message('The name of a metric.', {
    family: scalar('string', 1, 'The metric’s family, such as nv_inference_first_response_histogram_ms.'),
  }),
  'ModelMetrics.MetricControl.HistogramOptions': message('The buckets of a histogram.', {
    buckets: many(
      scalar('double', 1, 'The upper end of a bucket, rising; the last one without an end is implied.'),
    ),
  }),
} as const;
