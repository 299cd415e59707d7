interface Choices {
  readonly named: string | undefined;
  readonly last: string | undefined;
  readonly samples: () => Promise<string>;
}

/**
 * What to serve at the start: what the command line names, else what was served last, else the samples. A folder that
 * is gone is served all the same: the window then says so, instead of quietly showing something else.
 */
export async function firstRepository({ named, last, samples }: Choices): Promise<string> {
  return named ?? last ?? (await samples());
}
