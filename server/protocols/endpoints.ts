import { type Bind, listen } from './listen.ts';

/** Where something shall listen. */
export interface EndpointOptions {
  readonly address: string;
  /** 0 lets the system choose. */
  readonly port: number;
}

/** One of the server's doors, before it opens. */
export interface Door<Name extends string> {
  /** What its flags begin with. */
  readonly name: Name;
  readonly options: EndpointOptions;
  readonly bind: Bind;
  readonly close: () => Promise<unknown>;
}

/**
 * Opens the doors one after the other.
 * @returns where each listens
 * @throws InferdeckError when one cannot open; those that were open are closed again
 */
export async function openDoors<Name extends string>(
  doors: readonly Door<Name>[],
  nextFreePort: boolean,
): Promise<ReadonlyMap<Name, EndpointOptions>> {
  const open = new Map<Name, EndpointOptions>();
  try {
    for (const { name, options, bind } of doors) {
      const port = await listen(bind, { ...options, nextFreePort, flag: name });
      open.set(name, { address: options.address, port });
    }
  } catch (error) {
    await Promise.all(doors.map(({ close }) => close()));
    throw error;
  }
  return open;
}
