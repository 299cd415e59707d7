import { create } from 'zustand';
import type { DesktopApi, ServerState } from '../../electron/contract.ts';

/** What the desktop offers; undefined in a browser, where everything works without it. */
export const desktop: DesktopApi | undefined = window.desktop;

/** The life of the server process as the desktop knows it; undefined in a browser. */
export const useDesktopServer = create<ServerState | undefined>(() => undefined);

/** Listens to the desktop for as long as the window is open. */
export function followDesktop(): void {
  desktop?.onServerState((state) => useDesktopServer.setState(state, true));
}
