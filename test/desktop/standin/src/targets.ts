import type { Connection, Session } from './cdp.ts';

interface Attached {
  readonly targetId: string;
  readonly session: Session;
}

/** Opens pages and hands over the session of each before anything runs in it. Pages that a page opened are closed. */
export class Targets {
  private readonly connection: Connection;
  private readonly attached = new Map<string, Session>();
  private readonly waiting = new Map<string, (session: Session) => void>();
  private readonly onGone = new Map<string, () => void>();

  constructor(connection: Connection) {
    this.connection = connection;
    connection.browser.on(
      'Target.attachedToTarget',
      ({ sessionId, targetInfo: { targetId, type, openerId } }) => {
        const session = connection.session(sessionId);
        if (type === 'page' && openerId === undefined) return this.arrived(targetId, session);
        if (type === 'page') void connection.browser.send('Target.closeTarget', { targetId });
        // Whatever starts paused has to be resumed, or its page hangs.
        void session.send('Runtime.runIfWaitingForDebugger').catch(() => {});
      },
    );
    connection.browser.on('Target.targetDestroyed', ({ targetId }) => this.onGone.get(targetId)?.());
  }

  async start(): Promise<void> {
    await this.connection.browser.send('Target.setDiscoverTargets', { discover: true });
    await this.connection.browser.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
    });
  }

  /** A new empty page, paused. */
  async open(
    size: { readonly width: number; readonly height: number },
    onGone: () => void,
  ): Promise<Attached> {
    const { targetId } = await this.connection.browser.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      ...size,
    });
    this.onGone.set(targetId, onGone);
    const known = this.attached.get(targetId);
    const session = known ?? (await new Promise<Session>((resolve) => this.waiting.set(targetId, resolve)));
    return { targetId, session };
  }

  close(targetId: string): void {
    void this.connection.browser.send('Target.closeTarget', { targetId }).catch(() => {});
  }

  /** The event may come before the answer to the command that made the page. */
  private arrived(targetId: string, session: Session): void {
    this.attached.set(targetId, session);
    this.waiting.get(targetId)?.(session);
  }
}
