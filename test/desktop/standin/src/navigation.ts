import type { Session } from './cdp.ts';
import { Preventable } from './app.ts';
import { report } from './report.ts';
import type { Frames } from './frames.ts';
import type { StandInProtocol } from './protocol.ts';

interface Paused {
  readonly requestId: string;
  readonly request: { readonly url: string; readonly method: string };
  readonly frameId: string;
  readonly redirectedRequestId?: string;
  readonly resourceType: string;
}

type Emit = (name: 'will-navigate' | 'will-frame-navigate' | 'will-redirect', event: NavigationEvent) => void;

class NavigationEvent extends Preventable {
  readonly url: string;
  readonly isMainFrame: boolean;
  readonly isSameDocument = false;

  constructor(url: string, isMainFrame: boolean) {
    super();
    this.url = url;
    this.isMainFrame = isMainFrame;
  }
}

/** Asks the app before a page goes elsewhere, and answers the app's own schemes. */
export async function superviseNavigation(
  session: Session,
  { protocol, frames, emit }: { protocol: StandInProtocol; frames: Frames; emit: Emit },
): Promise<void> {
  /** Where pages themselves asked to go; what the main process asks for is not listed here. */
  const asked = new Set<string>();
  const mayGo = (name: Parameters<Emit>[0], event: NavigationEvent) => {
    emit(name, event);
    return !event.defaultPrevented;
  };
  const mayLeave = (url: string, isMainFrame: boolean) =>
    mayGo('will-frame-navigate', new NavigationEvent(url, isMainFrame)) &&
    (!isMainFrame || mayGo('will-navigate', new NavigationEvent(url, isMainFrame)));

  session.on('Page.frameRequestedNavigation', ({ frameId, url }) => asked.add(`${frameId} ${url}`));
  const decide = async ({ requestId, request, frameId, redirectedRequestId, resourceType }: Paused) => {
    const isMainFrame = frames.isTop(frameId);
    const byPage = asked.delete(`${frameId} ${request.url}`);
    const url = protocol.outside(request.url);
    let goesOn = true;
    if (resourceType === 'Document' && redirectedRequestId !== undefined) {
      goesOn = mayGo('will-redirect', new NavigationEvent(url, isMainFrame));
    } else if (resourceType === 'Document' && byPage) goesOn = mayLeave(url, isMainFrame);
    if (!goesOn) await session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    else if (await protocol.answer(session, requestId, request.url, request.method)) return;
    else await session.send('Fetch.continueRequest', { requestId });
  };
  session.on('Fetch.requestPaused', (paused) => void decide(paused).catch(report));
  await session.send('Fetch.enable', { patterns: [{ resourceType: 'Document' }, ...protocol.patterns()] });
}
