interface Choices {
  readonly named: string | undefined;
  /** Those served last, in their order. */
  readonly last: readonly string[];
  readonly samples: () => Promise<string>;
}

/**
 * What to serve at the start: what the command line names, else what was served last, else the samples. A folder that
 * is gone is served all the same: the window then says so, instead of quietly showing something else.
 */
export async function firstRepositories({ named, last, samples }: Choices): Promise<readonly string[]> {
  if (named !== undefined) return [named];
  return last.length > 0 ? last : [await samples()];
}
