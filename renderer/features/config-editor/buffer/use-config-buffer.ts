import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ConfigOnDisk } from '../../../../server/protocols/desk/contract.ts';
import { type BufferState, bufferFor, type ConfigBuffer } from './config-buffer.ts';

/** The text of a configuration, which follows the file on disk as far as nobody has changed it here. */
export function useConfigBuffer(
  key: string,
  disk: ConfigOnDisk,
): { readonly buffer: ConfigBuffer; readonly state: BufferState } {
  const [buffer] = useState(() => bufferFor(key, disk));
  useEffect(() => buffer.meet(disk), [buffer, disk]);
  return { buffer, state: useSyncExternalStore(buffer.subscribe, buffer.state) };
}
