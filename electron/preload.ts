import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { callChannel, type Envelope, REQUESTS_CHANNEL, SERVER_STATE_CHANNEL } from './channels.ts';
import type { DesktopApi, DesktopCalls, PageRequest, ServerState } from './contract.ts';
import { refuseUnhandledDrops } from './refuse-drops.ts';

async function call<Name extends keyof DesktopCalls>(
  name: Name,
  ...args: Parameters<DesktopCalls[Name]>
): Promise<ReturnType<DesktopCalls[Name]>> {
  const envelope: Envelope<ReturnType<DesktopCalls[Name]>> = await ipcRenderer.invoke(
    callChannel(name),
    ...args,
  );
  if (envelope.ok) return envelope.value;
  throw new Error(envelope.message);
}

function onServerState(listener: (state: ServerState) => void): () => void {
  let told = false;
  const forward = (_event: unknown, state: ServerState) => {
    told = true;
    listener(state);
  };
  ipcRenderer.on(SERVER_STATE_CHANNEL, forward);
  // A state pushed meanwhile is newer than this answer.
  void call('serverState').then((state) => told || listener(state));
  return () => ipcRenderer.removeListener(SERVER_STATE_CHANNEL, forward);
}

function onRequest(listener: (request: PageRequest) => void): () => void {
  const take = () => void call('takeRequests').then((requests) => requests.forEach(listener));
  ipcRenderer.on(REQUESTS_CHANNEL, take);
  take();
  return () => ipcRenderer.removeListener(REQUESTS_CHANNEL, take);
}

const desktop: DesktopApi = {
  platform: process.platform,
  pathForFile: (file) => webUtils.getPathForFile(file),
  onServerState,
  onRequest,
  serverState: () => call('serverState'),
  serverLog: () => call('serverLog'),
  restartServer: () => call('restartServer'),
  restartSafely: () => call('restartSafely'),
  chooseRepository: () => call('chooseRepository'),
  addRepository: () => call('addRepository'),
  removeRepository: (repository) => call('removeRepository', repository),
  openRecentRepository: (repository) => call('openRecentRepository', repository),
  recentRepositories: () => call('recentRepositories'),
  openLogFolder: () => call('openLogFolder'),
  setTheme: (theme) => call('setTheme', theme),
  notify: (title, text) => call('notify', title, text),
  takeRequests: () => call('takeRequests'),
  quit: () => call('quit'),
};

contextBridge.exposeInMainWorld('desktop', desktop);
refuseUnhandledDrops(window);
