/** Milliseconds that each of `count` calls took, one after the other. */
export async function sample(count: number, call: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let done = 0; done < count; done += 1) {
    const began = performance.now();
    await call();
    times.push(performance.now() - began);
  }
  return times;
}

/**
 * Two ways of doing the same, measured in turns so that a slow moment of the machine hits both.
 * @returns the times of each, without those of the warm-up
 */
export async function sampleInTurns(
  { blocks, perBlock }: { readonly blocks: number; readonly perBlock: number },
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<readonly [number[], number[]]> {
  await sample(perBlock, first);
  await sample(perBlock, second);
  const times: [number[], number[]] = [[], []];
  for (let block = 0; block < blocks; block += 1) {
    const order = block % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
    for (const which of order) times[which].push(...(await sample(perBlock, which === 0 ? first : second)));
  }
  return times;
}

/** Calls a second while `clients` callers in this process each have one call in flight. */
export async function throughput(
  clients: number,
  milliseconds: number,
  call: () => Promise<unknown>,
): Promise<number> {
  const began = performance.now();
  const end = began + milliseconds;
  let done = 0;
  const caller = async () => {
    while (performance.now() < end) {
      await call();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, caller));
  return done / ((performance.now() - began) / 1000);
}

/** The value below which a share of the samples lies (nearest rank). */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}
