const THREADS = 'this server makes as many threads as it needs';
const GPU_POOLS = 'the runtimes manage the memory of graphics cards themselves';
const BUILT_IN = 'backends are part of this program';
const PINGS = 'connections are kept as the gRPC library keeps them';
const TENSORFLOW = 'TensorFlow runs in a Python process with settings of its own';

/** Flags of the original, of 2019 and of today, that are understood and change nothing here, and why. */
const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  'allow-http': 'the window is served over HTTP',
  'allow-profiling': 'there is nothing to profile',
  'allow-sagemaker': 'that front end is not part of this server',
  'allow-vertex-ai': 'that front end is not part of this server',
  'backend-directory': BUILT_IN,
  'buffer-manager-thread-count': THREADS,
  'cache-directory': 'the response cache is part of this program',
  'cuda-memory-pool-byte-size': GPU_POOLS,
  'cuda-virtual-address-size': GPU_POOLS,
  'enable-peer-access': GPU_POOLS,
  'exit-on-error': 'a model that fails never ends this server',
  'grpc-http2-max-ping-strikes': PINGS,
  'grpc-http2-max-pings-without-data': PINGS,
  'grpc-http2-min-recv-ping-interval-without-data': PINGS,
  'grpc-infer-allocation-pool-size': THREADS,
  'grpc-infer-response-compression-level': 'answers over gRPC are not compressed',
  'grpc-infer-thread-count': THREADS,
  'grpc-keepalive-permit-without-calls': PINGS,
  'grpc-keepalive-time': PINGS,
  'grpc-keepalive-timeout': PINGS,
  'grpc-stream-infer-thread-count': THREADS,
  'host-policy': 'the system decides on which cores a thread runs',
  'http-health-port': 'health is answered on the port of all other calls',
  'http-thread-count': THREADS,
  'min-supported-compute-capability': 'every card that a runtime can use is used',
  'model-load-gpu-limit': GPU_POOLS,
  'model-namespacing': 'a model name stands for one model in all repositories',
  'pinned-memory-pool-byte-size': GPU_POOLS,
  'repoagent-directory': 'repository agents are not part of this server',
  'reuse-grpc-port': 'a port belongs to one server',
  'reuse-http-port': 'a port belongs to one server',
  'tf-add-vgpu': TENSORFLOW,
  'tf-allow-soft-placement': TENSORFLOW,
  'tf-gpu-memory-fraction': TENSORFLOW,
};

export const FLAGS_WITHOUT_EFFECT: Readonly<
  Record<string, { readonly type: 'string'; readonly multiple: true }>
> = Object.fromEntries(Object.keys(WITHOUT_EFFECT).map((name) => [name, { type: 'string', multiple: true }]));

/** What is to be said about those that were given. @param values by flag, undefined where it was not given */
export function withoutEffect(values: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(WITHOUT_EFFECT).flatMap(([name, why]) =>
    values[name] === undefined ? [] : [`--${name} has no effect here: ${why}.`],
  );
}
