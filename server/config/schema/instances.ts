import { choice, jsonString, many, map, message, nested, scalar } from './field.ts';

/** Where copies of a model run, and how the backend tunes them. */
export const INSTANCE_MESSAGES = {
  ModelRateLimiter: message('What an instance must hold while it works.', {
    resources: many(nested('ModelRateLimiter.Resource', 1, 'Something an instance needs before it may run.')),
    priority: scalar(
      'uint32',
      2,
      'How an instance stands back: one of priority 2 gets half the turns of one of priority 1.',
    ),
  }),
  'ModelRateLimiter.Resource': message('A named thing that there is only so much of.', {
    name: scalar('string', 1, 'Any name; instances that use the same name share the pool.'),
    global: scalar('bool', 2, 'One pool for all devices rather than one for each.'),
    count: scalar('uint32', 3, 'How much of it an instance needs.'),
  }),
  ModelInstanceGroup: message('Copies of the model in one kind of place.', {
    name: scalar('string', 1, 'The group’s name, from which its instances are named.'),
    kind: choice('ModelInstanceGroup.Kind', 4, 'Where the instances run; by itself a GPU if there is one.'),
    count: scalar(
      'int32',
      2,
      'How many instances there are, on each GPU for KIND_GPU; left out, 1, or 2 for ONNX on the CPU.',
    ),
    rate_limiter: nested(
      'ModelRateLimiter',
      6,
      'Limits how often the instances run, when the server limits rates at all.',
    ),
    gpus: many(scalar('int32', 3, 'A GPU by number; every one there is when left out.')),
    secondary_devices: many(
      nested('ModelInstanceGroup.SecondaryDevice', 8, 'A further accelerator the instances use.'),
    ),
    profile: many(scalar('string', 5, 'An optimization profile by index; TensorRT alone has these.')),
    passive: scalar('bool', 7, 'Makes the instances without ever giving them a request.'),
    host_policy: scalar(
      'string',
      9,
      'Which of the server’s host policies places the instances on cores and memory.',
    ),
  }),
  'ModelInstanceGroup.SecondaryDevice': message('A further accelerator.', {
    kind: choice('ModelInstanceGroup.SecondaryDevice.SecondaryDeviceKind', 1, 'What it is.'),
    device_id: jsonString(scalar('int64', 2, 'Its number.')),
  }),
  ModelOptimizationPolicy: message('How the backend makes the model faster.', {
    graph: nested('ModelOptimizationPolicy.Graph', 1, 'How far the graph itself is rewritten.'),
    priority: choice(
      'ModelOptimizationPolicy.ModelPriority',
      2,
      'How the model’s work ranks on a GPU; TensorRT alone heeds it.',
    ),
    cuda: nested('ModelOptimizationPolicy.Cuda', 3, 'Settings for CUDA graphs and streams.'),
    execution_accelerators: nested(
      'ModelOptimizationPolicy.ExecutionAccelerators',
      4,
      'Libraries that run parts of the model faster.',
    ),
    input_pinned_memory: nested(
      'ModelOptimizationPolicy.PinnedMemoryBuffer',
      5,
      'Staging memory for inputs on their way to a GPU; on unless turned off.',
    ),
    output_pinned_memory: nested(
      'ModelOptimizationPolicy.PinnedMemoryBuffer',
      6,
      'Staging memory for outputs on their way from a GPU; on unless turned off.',
    ),
    gather_kernel_buffer_threshold: scalar(
      'uint32',
      7,
      'From how many buffers on a kernel gathers them; 0 is never.',
    ),
    eager_batching: scalar(
      'bool',
      8,
      'Puts the next batch together while the instance still works on the last.',
    ),
  }),
  'ModelOptimizationPolicy.Graph': message('How far the graph is rewritten.', {
    level: scalar(
      'int32',
      1,
      'For ONNX: -1 is basic only, 1 is basic and extended, 2 is off; without it, all there is.',
    ),
  }),
  'ModelOptimizationPolicy.Cuda': message('CUDA graphs and streams.', {
    graphs: scalar('bool', 1, 'Records the work once and replays it.'),
    busy_wait_events: scalar('bool', 2, 'Spins while it waits for the GPU: quicker, at the cost of a core.'),
    graph_spec: many(nested('ModelOptimizationPolicy.Cuda.GraphSpec', 3, 'Shapes to record a graph for.')),
    output_copy_stream: scalar('bool', 4, 'Copies outputs on a stream of their own.'),
  }),
  'ModelOptimizationPolicy.Cuda.GraphSpec': message('The shapes of one recorded graph.', {
    batch_size: scalar('int32', 1, 'The batch size it is recorded for; 0 when the model does not batch.'),
    input: map(
      'string',
      nested('ModelOptimizationPolicy.Cuda.GraphSpec.Shape', 2, 'The shape of one input, under its name.'),
    ),
    graph_lower_bound: nested(
      'ModelOptimizationPolicy.Cuda.GraphSpec.LowerBound',
      3,
      'The smallest shapes it may serve.',
    ),
  }),
  'ModelOptimizationPolicy.Cuda.GraphSpec.Shape': message('The shape of an input in a recorded graph.', {
    dim: many(jsonString(scalar('int64', 1, 'An extent, without the batch dimension.'))),
  }),
  'ModelOptimizationPolicy.Cuda.GraphSpec.LowerBound': message(
    'The smallest shapes a recorded graph may serve.',
    {
      batch_size: scalar('int32', 1, 'The smallest batch.'),
      input: map(
        'string',
        nested(
          'ModelOptimizationPolicy.Cuda.GraphSpec.Shape',
          2,
          'The smallest shape of one input, under its name.',
        ),
      ),
    },
  ),
  'ModelOptimizationPolicy.ExecutionAccelerators': message('Libraries that run parts of the model faster.', {
    gpu_execution_accelerator: many(
      nested(
        'ModelOptimizationPolicy.ExecutionAccelerators.Accelerator',
        1,
        'Tried in order on a GPU, such as tensorrt or cuda.',
      ),
    ),
    cpu_execution_accelerator: many(
      nested(
        'ModelOptimizationPolicy.ExecutionAccelerators.Accelerator',
        2,
        'Tried in order on the CPU, such as openvino.',
      ),
    ),
  }),
  'ModelOptimizationPolicy.ExecutionAccelerators.Accelerator': message(
    'One library that runs parts of the model faster.',
    {
      name: scalar('string', 1, 'Which one; a name that the backend does not know stops the load.'),
      parameters: map('string', scalar('string', 2, 'A setting of the accelerator, as a string.')),
    },
  ),
  'ModelOptimizationPolicy.PinnedMemoryBuffer': message('Staging memory that a GPU can reach directly.', {
    enable: scalar('bool', 1, 'Whether it is used.'),
  }),
} as const;
