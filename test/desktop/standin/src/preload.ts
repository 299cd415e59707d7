import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Session } from './cdp.ts';
import { decode, encode } from './codec.ts';
import type { Frame, Frames } from './frames.ts';
import { report } from './report.ts';

/** The two scripts that run in a page before its own, as bundled text. */
export interface PageScripts {
  readonly mainWorld: string;
  readonly isolatedWorld: string;
}

type Answer = (frame: Frame | null, channel: string, args: readonly unknown[]) => Promise<unknown>;

export const PRELOAD_WORLD = 'standin-preload';

/** Runs a preload in an isolated world of every page that a target shows, and carries its messages. */
export class Preload {
  private readonly session: Session;
  private readonly frames: Frames;
  private readonly names = {
    channel: `standin-${randomUUID()}`,
    binding: `standinSend${randomUUID().replaceAll('-', '')}`,
    receiver: 'standinReceive',
    platform: process.platform,
  };

  constructor(session: Session, frames: Frames) {
    this.session = session;
    this.frames = frames;
  }

  async install(preload: string, scripts: PageScripts, answer: Answer): Promise<void> {
    const { session } = this;
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === this.names.binding) void this.answer(payload, executionContextId, answer);
    });
    session.on('Debugger.paused', ({ callFrames: [top] }) => void this.lookUpPath(top).catch(report));
    const wrap = (body: string) => `(() => { const STANDIN = ${JSON.stringify(this.names)}; ${body} })();`;
    const source = `function standinPreload(require, module, exports, process) { ${readFileSync(preload, 'utf8')}\n}`;
    await Promise.all([
      session.send('Debugger.enable'),
      session.send('Runtime.addBinding', { name: this.names.binding, executionContextName: PRELOAD_WORLD }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: wrap(scripts.mainWorld) }),
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        source: wrap(`${source}\n${scripts.isolatedWorld}`),
        worldName: PRELOAD_WORLD,
      }),
    ]);
  }

  /** A message to the page; lost, as in Electron, while there is none to hear it. */
  push(channel: string, args: readonly unknown[]): void {
    const context = this.frames.topContext();
    if (context !== undefined) this.deliver(context, { kind: 'event', channel, args });
  }

  private async answer(payload: string, context: number, answer: Answer): Promise<void> {
    const call = decode(JSON.parse(payload)) as { id: number; channel: string; args: unknown[] };
    try {
      const value = await answer(this.frames.ofContext(context), call.channel, call.args);
      this.deliver(context, { kind: 'answer', id: call.id, value });
    } catch (error) {
      this.deliver(context, {
        kind: 'answer',
        id: call.id,
        error: error instanceof Error ? error.message : '',
      });
    }
  }

  private deliver(contextId: number, message: object): void {
    const text = JSON.stringify(JSON.stringify(encode(message)));
    const expression = `globalThis.${this.names.receiver}(${text})`;
    this.session.send('Runtime.evaluate', { contextId, expression }).catch(report);
  }

  /** The page stands still inside `getPathForFile`: finds the file's path, puts it there and lets the page go on. */
  private async lookUpPath(top: { callFrameId: string; functionName: string } | undefined): Promise<void> {
    const { session } = this;
    try {
      if (top?.functionName !== 'standinPathForFile') return;
      const { callFrameId } = top;
      const { result } = await session.send('Debugger.evaluateOnCallFrame', {
        callFrameId,
        expression: 'answer.file',
      });
      if (result.objectId === undefined) return;
      const { path } = await session.send('DOM.getFileInfo', { objectId: result.objectId });
      const expression = `answer.path = ${JSON.stringify(path)}`;
      await session.send('Debugger.evaluateOnCallFrame', { callFrameId, expression });
    } finally {
      await session.send('Debugger.resume');
    }
  }
}
