import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferdeckError } from '../errors.ts';
import { writeAtomically } from '../repository/write-atomically.ts';
import type { KeptRequest, MessageSize, RequestChange } from './contract.ts';
import { keptRequest } from './schema.ts';

/** The two messages of a request. */
type Side = 'request' | 'response';

/** How much is kept; what a person pinned is kept beyond it. */
export interface Limits {
  readonly requests: number;
  readonly bytes: number;
}

const LIMITS: Limits = { requests: 1000, bytes: 256 * 1024 * 1024 };

/** Requests that were made in the window, newest first, on the disk: one small file each, and one with its messages. */
export class KeptRequests {
  readonly #folder: string;
  readonly #limits: Limits;
  #requests: Promise<Map<string, KeptRequest>> | undefined;

  /** @param stateFolder where the application keeps what is its own */
  constructor(stateFolder: string, limits: Limits = LIMITS) {
    this.#folder = join(stateFolder, 'requests');
    this.#limits = limits;
  }

  async list(): Promise<readonly KeptRequest[]> {
    return [...(await this.#all()).values()].toSorted((a, b) => b.at - a.at);
  }

  /**
   * Keeps a request; the oldest that nobody pinned make room for it.
   * @param messages the bytes of the request and then of the response, as far as their sizes are told
   */
  async add(told: Omit<KeptRequest, 'id' | 'pinned'>, messages: Uint8Array): Promise<KeptRequest> {
    const kept: KeptRequest = { ...told, id: randomUUID(), pinned: false };
    const requests = await this.#all();
    await mkdir(this.#folder, { recursive: true });
    if (messages.byteLength > 0) await writeFile(this.#path(kept.id, 'bin'), messages);
    await this.#write(kept);
    requests.set(kept.id, kept);
    await this.#makeRoom(requests);
    return kept;
  }

  /** The bytes of one message, JSON first. @throws InferdeckError when it is not kept */
  async message(id: string, side: Side): Promise<{ readonly size: MessageSize; readonly bytes: Uint8Array }> {
    const kept = await this.#found(id);
    const size = kept[side];
    if (size === undefined) {
      throw new InferdeckError('not-found', `The ${side} was not kept: it was too large, or there was none.`);
    }
    const messages = await readFile(this.#path(id, 'bin'));
    const from = side === 'request' ? 0 : (kept.request?.total ?? 0);
    return { size, bytes: messages.subarray(from, from + size.total) };
  }

  async change(id: string, { pinned, name }: RequestChange): Promise<KeptRequest> {
    const { name: before, ...kept } = await this.#found(id);
    const called = (name ?? before ?? '').trim();
    const changed: KeptRequest = {
      ...kept,
      pinned: pinned ?? kept.pinned,
      ...(called !== '' && { name: called }),
    };
    await this.#write(changed);
    (await this.#all()).set(id, changed);
    return changed;
  }

  async remove(id: string): Promise<void> {
    (await this.#all()).delete(id);
    // The small file goes first: without it the other one is nobody's.
    for (const ending of ['json', 'bin'] as const) await rm(this.#path(id, ending), { force: true });
  }

  /** Forgets every request of a model, or of all, that nobody pinned. */
  async clear(model?: string): Promise<void> {
    for (const kept of await this.list()) {
      if (!kept.pinned && (model === undefined || kept.model === model)) await this.remove(kept.id);
    }
  }

  async #makeRoom(requests: Map<string, KeptRequest>): Promise<void> {
    let bytes = [...requests.values()].reduce((sum, kept) => sum + bytesOf(kept), 0);
    const passing = (await this.list()).filter(({ pinned }) => !pinned);
    while (passing.length > this.#limits.requests || bytes > this.#limits.bytes) {
      const oldest = passing.pop();
      if (oldest === undefined) return;
      bytes -= bytesOf(oldest);
      await this.remove(oldest.id);
    }
  }

  async #write(kept: KeptRequest): Promise<void> {
    await writeAtomically(this.#path(kept.id, 'json'), JSON.stringify(kept), this.#folder);
  }

  async #found(id: string): Promise<KeptRequest> {
    const kept = (await this.#all()).get(id);
    if (kept !== undefined) return kept;
    throw new InferdeckError('not-found', 'This request is not kept any more.');
  }

  #all(): Promise<Map<string, KeptRequest>> {
    this.#requests ??= this.#read();
    return this.#requests;
  }

  async #read(): Promise<Map<string, KeptRequest>> {
    const files = (await readdir(this.#folder).catch(() => [])).filter((file) => file.endsWith('.json'));
    const texts = await Promise.all(files.map((file) => readFile(join(this.#folder, file), 'utf8')));
    const parsed = texts.map((text) => keptRequest.safeParse(text).data);
    return new Map(parsed.flatMap((kept) => (kept === undefined ? [] : [[kept.id, kept] as const])));
  }

  #path(id: string, ending: 'json' | 'bin'): string {
    return join(this.#folder, `${id}.${ending}`);
  }
}

function bytesOf({ request, response }: KeptRequest): number {
  return (request?.total ?? 0) + (response?.total ?? 0);
}
