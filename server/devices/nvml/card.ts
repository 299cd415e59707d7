import type { Known, Reading } from '../contract.ts';
import { known, unknown } from '../readings.ts';
import type { NvmlFunction, NvmlLibrary } from './library.ts';
import { NVML, reasonOf } from './result.ts';

const TEXT_BYTES = 96;
/** Memory of a process that the driver keeps to itself. */
const NOT_AVAILABLE = 0xffff_ffff_ffff_ffffn;
/** `nvmlProcessInfo_t` of the _v3 functions: pid, memory, two instance ids, padded to eight bytes. */
const PROCESS_BYTES = 24;
const MOST_PROCESSES = 256;

/** One device of NVML, as typed questions. */
export class NvmlCard {
  readonly #library: NvmlLibrary;
  readonly #handle: bigint;
  /** The last code of a call that failed, to tell a lost card by. */
  lastFailure: number = NVML.success;

  constructor(library: NvmlLibrary, handle: bigint) {
    this.#library = library;
    this.#handle = handle;
  }

  /** A value of 32 bits; `selector` is the sensor, the clock or the threshold where there are several. */
  async number(name: NvmlFunction, selector?: number): Promise<Reading> {
    const out = new Uint32Array(2);
    const code = await this.#call(name, ...(selector === undefined ? [] : [selector]), out);
    return code === NVML.success ? known(out[0] ?? 0) : reasonOf(code);
  }

  /** Values of 64 bits that a call writes one after the other. */
  async wide(name: NvmlFunction, count: number): Promise<Known<BigUint64Array>> {
    const out = new BigUint64Array(count);
    const code = await this.#call(name, out);
    return code === NVML.success ? known(out) : reasonOf(code);
  }

  async text(name: NvmlFunction): Promise<string> {
    const out = new Uint8Array(TEXT_BYTES);
    const code = await this.#call(name, out, TEXT_BYTES);
    return code === NVML.success ? cText(out) : '';
  }

  async splitByMig(): Promise<boolean> {
    const [current, pending] = [new Uint32Array(1), new Uint32Array(1)];
    const code = await this.#library.call('nvmlDeviceGetMigMode', this.#handle, current, pending);
    return code === NVML.success && current[0] === 1;
  }

  /** The parts of a card that is split. */
  async slices(): Promise<readonly NvmlCard[]> {
    const most = await this.number('nvmlDeviceGetMaxMigDeviceCount');
    const cards: NvmlCard[] = [];
    for (let index = 0; most.state === 'known' && index < most.value; index += 1) {
      const handle = new BigUint64Array(1);
      const code = await this.#library.call(
        'nvmlDeviceGetMigDeviceHandleByIndex',
        this.#handle,
        index,
        handle,
      );
      if (code === NVML.success) cards.push(new NvmlCard(this.#library, handle[0] ?? 0n));
    }
    return cards;
  }

  async processes(
    name: NvmlFunction,
  ): Promise<Known<readonly { readonly pid: number; readonly memoryBytes: Reading }[]>> {
    const count = new Uint32Array([MOST_PROCESSES]);
    const out = new DataView(new ArrayBuffer(MOST_PROCESSES * PROCESS_BYTES));
    const code = await this.#call(name, count, new Uint8Array(out.buffer));
    if (code !== NVML.success) return reasonOf(code);
    return known(Array.from({ length: count[0] ?? 0 }, (_, index) => processAt(out, index * PROCESS_BYTES)));
  }

  async #call(name: NvmlFunction, ...args: readonly unknown[]): Promise<number> {
    const code = await this.#library.call(name, this.#handle, ...args);
    if (code !== NVML.success) this.lastFailure = code;
    return code;
  }
}

function processAt(out: DataView, offset: number): { readonly pid: number; readonly memoryBytes: Reading } {
  const bytes = out.getBigUint64(offset + 8, true);
  return {
    pid: out.getUint32(offset, true),
    memoryBytes:
      bytes === NOT_AVAILABLE
        ? unknown('The driver keeps the memory of single processes to itself.')
        : known(Number(bytes)),
  };
}

/** Text up to its closing zero byte. */
export function cText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}
