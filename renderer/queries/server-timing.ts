/** Where the time of one request went, in milliseconds, as far as the server said. */
export interface RequestTiming {
  readonly queue: number | undefined;
  readonly input: number | undefined;
  readonly compute: number | undefined;
  readonly output: number | undefined;
  /** What the server took in all. */
  readonly server: number | undefined;
  /** From sending the request to having the whole answer, on this side's clock. */
  readonly total: number;
}

/** Reads the durations of a `Server-Timing` header: `queue;dur=0.1, compute;dur=1.3`. */
export function readServerTiming(header: string | null, total: number): RequestTiming {
  const durations = new Map<string, number>();
  for (const metric of (header ?? '').split(',')) {
    const [name, ...parameters] = metric.split(';').map((part) => part.trim());
    const duration = parameters.find((parameter) => parameter.startsWith('dur='))?.slice('dur='.length);
    if (name && duration !== undefined && Number.isFinite(Number(duration))) {
      durations.set(name, Number(duration));
    }
  }
  return {
    queue: durations.get('queue'),
    input: durations.get('input'),
    compute: durations.get('compute'),
    output: durations.get('output'),
    server: durations.get('total'),
    total,
  };
}
