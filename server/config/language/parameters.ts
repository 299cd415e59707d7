/** A key that a backend knows under `parameters`. */
export interface KnownParameter {
  readonly key: string;
  readonly doc: string;
  /** A value to begin with. */
  readonly example: string;
}

const parameter = (key: string, example: string, doc: string): KnownParameter => ({ key, example, doc });

const THREADS = 'leave it at 0 to let the runtime decide.';

/** What each backend reads from `parameters`. */
export const KNOWN_PARAMETERS: Readonly<Record<string, readonly KnownParameter[]>> = {
  onnxruntime: [
    parameter('intra_op_thread_count', '2', `How many threads share the work of one operator; ${THREADS}`),
    parameter(
      'inter_op_thread_count',
      '1',
      `How many operators run side by side in parallel mode; ${THREADS}`,
    ),
    parameter('execution_mode', '0', 'Whether operators run one after the other (0) or side by side (1).'),
    parameter('enable_mem_arena', '1', 'Whether memory is kept for the next run (1) or given back (0).'),
    parameter('enable_mem_pattern', '1', 'Whether the memory of a run is planned ahead (1) or not (0).'),
    parameter(
      'memory.enable_memory_arena_shrinkage',
      'cpu:0',
      'Which devices give memory back after a run, such as cpu:0;gpu:0.',
    ),
    parameter(
      'session.use_device_allocator_for_initializers',
      '1',
      'Keeps the weights out of the shared arena (1).',
    ),
    parameter(
      'cudnn_conv_algo_search',
      '0',
      'How CUDA looks for convolution algorithms; better set with the cuda accelerator.',
    ),
    parameter(
      'gpu_mem_limit',
      '2147483648',
      'How many bytes of a GPU the session may use; better set with the cuda accelerator.',
    ),
    parameter(
      'arena_extend_strategy',
      '0',
      'How the memory arena grows; better set with the cuda accelerator.',
    ),
    parameter('do_copy_in_default_stream', '1', 'Whether copies share the stream of the work (1).'),
  ],
  python: [
    parameter(
      'EXECUTION_ENV_PATH',
      '$$TRITON_MODEL_DIRECTORY/env.tar.gz',
      'A packed Python environment to run the model in.',
    ),
    parameter(
      'FORCE_CPU_ONLY_INPUT_TENSORS',
      'yes',
      'Whether inputs are brought to the CPU first (yes) or stay on a GPU (no).',
    ),
  ],
  pytorch: [
    parameter('INTRA_OP_THREAD_COUNT', '2', `How many threads share the work of one operator; ${THREADS}`),
    parameter('INTER_OP_THREAD_COUNT', '1', `How many operators run side by side; ${THREADS}`),
    parameter('INFERENCE_MODE', 'true', 'Runs without what only training needs.'),
    parameter(
      'DISABLE_OPTIMIZED_EXECUTION',
      'false',
      'Runs the graph as it is, without optimizing the first runs.',
    ),
    parameter('ENABLE_CACHE_CLEANING', 'false', 'Gives the memory of a GPU back after every run.'),
    parameter('ENABLE_JIT_EXECUTOR', 'true', 'Uses the executor that compiles as it runs.'),
    parameter('ENABLE_WEIGHT_SHARING', 'false', 'Lets instances on one device share their weights.'),
  ],
  identity: [
    parameter('execute_delay_ms', '0', 'How many milliseconds a run takes, for trying things out.'),
    parameter(
      'creation_delay_sec',
      '0',
      'How many seconds an instance takes to be made, for trying things out.',
    ),
  ],
};
