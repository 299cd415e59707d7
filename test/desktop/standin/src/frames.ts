import type { Session } from './cdp.ts';

/** A frame as `event.senderFrame` shows it. */
export interface Frame {
  readonly url: string;
  readonly parent: Frame | null;
}

/** The frames of a page and the JavaScript contexts of its preload, kept by what Chromium tells. */
export class Frames {
  readonly #frames = new Map<string, Frame>();
  readonly #contexts = new Map<number, string>();
  readonly #outside: (url: string) => string;
  readonly #world: string;

  constructor(session: Session, world: string, outside: (url: string) => string) {
    this.#outside = outside;
    this.#world = world;
    session.on('Page.frameNavigated', ({ frame }) =>
      this.#frames.set(frame.id, { url: this.#outside(frame.url), parent: this.#parent(frame.parentId) }),
    );
    session.on('Page.frameAttached', ({ frameId, parentFrameId }) =>
      this.#frames.set(frameId, { url: '', parent: this.#parent(parentFrameId) }),
    );
    session.on('Page.frameDetached', ({ frameId }) => this.#frames.delete(frameId));
    session.on('Runtime.executionContextsCleared', () => this.#contexts.clear());
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) =>
      this.#contexts.delete(executionContextId),
    );
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === this.#world) this.#contexts.set(context.id, String(context.auxData?.['frameId']));
    });
  }

  /** The frame a preload's context belongs to; null when it is gone. */
  ofContext(id: number): Frame | null {
    return this.#frames.get(this.#contexts.get(id) ?? '') ?? null;
  }

  isTop(frameId: string): boolean {
    return (this.#frames.get(frameId)?.parent ?? null) === null;
  }

  /** The preload's context in the top frame. */
  topContext(): number | undefined {
    return [...this.#contexts].findLast(([, frameId]) => this.isTop(frameId))?.[0];
  }

  #parent(id: string | undefined): Frame | null {
    return id === undefined ? null : (this.#frames.get(id) ?? { url: '', parent: null });
  }
}
