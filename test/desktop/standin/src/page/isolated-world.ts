import { decode, encode } from '../codec.ts';
import { World } from './world.ts';

declare const STANDIN: {
  readonly channel: string;
  readonly binding: string;
  readonly receiver: string;
  readonly platform: string;
};

/** The preload's own source, put here as text: a page's policy against eval holds in this world too. */
declare function standinPreload(require: unknown, module: unknown, exports: unknown, process: unknown): void;

type Listener = (event: object, ...args: unknown[]) => void;
type Settle = { resolve(value: unknown): void; reject(error: Error): void };

// Electron runs a preload in the top frame only.
if (window === window.top) runPreload();

function runPreload(): void {
  const send = (globalThis as Record<string, unknown>)[STANDIN.binding] as (text: string) => void;
  const listeners = new Map<string, Set<Listener>>();
  const invocations = new Map<number, Settle>();
  let lastInvocation = 0;

  const receive = (text: string) => {
    const message = decode(JSON.parse(text)) as
      | { kind: 'event'; channel: string; args: unknown[] }
      | { kind: 'answer'; id: number; error?: string; value: unknown };
    if (message.kind === 'event') {
      for (const listener of listeners.get(message.channel) ?? []) listener({}, ...message.args);
      return;
    }
    const settle = invocations.get(message.id);
    invocations.delete(message.id);
    if (message.error === undefined) settle?.resolve(message.value);
    else settle?.reject(new Error(message.error));
  };
  Object.defineProperty(globalThis, STANDIN.receiver, { value: receive });

  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const id = (lastInvocation += 1);
        const text = JSON.stringify(encode({ id, channel, args }));
        invocations.set(id, { resolve, reject });
        send(text);
      }),
    on(channel: string, listener: Listener) {
      const all = listeners.get(channel) ?? new Set();
      listeners.set(channel, all.add(listener));
      return ipcRenderer;
    },
    removeListener(channel: string, listener: Listener) {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
  };

  const world = new World('isolated', STANDIN.channel);
  const electron = {
    ipcRenderer,
    contextBridge: {
      exposeInMainWorld: (key: string, api: unknown) => world.tell('expose', { key, api: world.give(api) }),
    },
    webUtils: { getPathForFile: standinPathForFile },
  };
  const require = (name: string) => {
    if (name === 'electron') return electron;
    throw new Error(`A sandboxed preload cannot load ${name}.`);
  };
  const module = { exports: {} };
  standinPreload(require, module, module.exports, { platform: STANDIN.platform, type: 'renderer' });
}

/** Stops here until the main process has looked up the path and put it in place: the answer must be there at once. */
function standinPathForFile(file: File): string {
  const answer = { file, path: '' };
  // oxlint-disable-next-line no-debugger -- the one way to wait for an answer without leaving this function
  debugger;
  return answer.path;
}
