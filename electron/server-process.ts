import type { Announcement } from '../server/announce/contract.ts';
import type { ServerLife, ServerState } from './contract.ts';
import { afterCrash } from './restart-policy.ts';
import { type ServerChild, type ServerCommand, startServerChild } from './server-child.ts';
import type { ServerLog } from './server-log.ts';

/** What differs from one start of the server to the next. */
export interface ServerStart {
  /** The model repositories, at least one. */
  readonly repositories: readonly string[];
  readonly port: number;
  /** Loads no model, for those that take the server down. */
  readonly safe: boolean;
}

interface Setup {
  readonly repositories: readonly string[];
  readonly port: number;
  readonly safe: boolean;
  readonly commandFor: (start: ServerStart) => ServerCommand;
  readonly log: ServerLog;
}

/** What it waits for until the server says more. */
const FIRST_PHASE = 'Waiting for its process to answer.';

type StateListener = (state: ServerState) => void;

/** Runs the server and keeps it running: starts it again after a crash, and stops trying when that does not help. */
export class ServerProcess {
  readonly #setup: Setup;
  readonly #listeners = new Set<StateListener>();
  #repositories: readonly string[];
  #safe: boolean;
  /** Kept from one start to the next: the page and every client know the server by it. */
  #port: number;
  #life: ServerLife;
  #link: string | undefined;
  #origin: string | undefined;
  #child: ServerChild | undefined;
  #crashes: number[] = [];
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  /** When the process stopped last is gone. */
  #stopped: Promise<void> = Promise.resolve();

  constructor(setup: Setup) {
    this.#setup = setup;
    this.#repositories = setup.repositories;
    this.#safe = setup.safe;
    this.#port = setup.port;
    this.#life = starting(FIRST_PHASE);
  }

  get state(): ServerState {
    return { ...this.#life, repositories: this.#repositories, safe: this.#safe };
  }

  /** The one-time link that opens the window's session; undefined unless the server listens. */
  get link(): string | undefined {
    return this.#life.state === 'listening' ? this.#link : undefined;
  }

  /** Where the page of this server, or of the one before it, comes from. */
  get origins(): readonly string[] {
    return this.#origin === undefined ? [] : [this.#origin];
  }

  onState(listener: StateListener): void {
    this.#listeners.add(listener);
  }

  start(): void {
    this.#become(starting(FIRST_PHASE));
    let failure: Failure | undefined;
    const how = { repositories: this.#repositories, port: this.#port, safe: this.#safe };
    const child = startServerChild(this.#setup.commandFor(how), {
      onLine: (line) => this.#setup.log.write(line),
      onAnnouncement: (announcement) => {
        if (announcement.event === 'failed') failure = announcement;
        if (this.#child === child) this.#hear(announcement);
      },
      onExit: (code) => {
        if (this.#child === child) this.#ended(code, failure);
      },
    });
    this.#child = child;
  }

  /** Starts again with a clean record, with other repositories if some are given, and with its models unless told otherwise. */
  async restart({
    repositories = this.#repositories,
    safe = false,
  }: Partial<ServerStart> = {}): Promise<void> {
    this.#crashes = [];
    this.#repositories = repositories;
    this.#safe = safe;
    await this.#stop();
    // Of several restarts asked for while the old server drained, the first to get here serves them all.
    if (this.#child === undefined && !this.#closed) this.start();
  }

  /** Drains and ends the server for good; resolves when its process is gone. */
  close(): Promise<void> {
    this.#closed = true;
    return this.#stop();
  }

  #stop(): Promise<void> {
    clearTimeout(this.#timer);
    const child = this.#child;
    this.#child = undefined;
    if (child !== undefined) {
      this.#become({ state: 'stopping' });
      this.#stopped = child.stop();
    }
    return this.#stopped;
  }

  #hear(announcement: Announcement): void {
    if (announcement.event === 'starting') this.#become(starting(announcement.phase));
    if (announcement.event !== 'listening') return;
    this.#link = announcement.link;
    this.#port = announcement.port;
    this.#origin = new URL(announcement.url).origin;
    this.#become({ state: 'listening', url: announcement.url });
  }

  #ended(code: number, failure: Failure | undefined): void {
    this.#child = undefined;
    if (failure !== undefined) return this.#giveUp(failure.message, failure.nextStep);
    const now = Date.now();
    this.#crashes.push(now);
    const reason = `The server process ended unexpectedly with exit code ${code}.`;
    this.#setup.log.write(reason);
    const decision = afterCrash(this.#crashes, now);
    if (decision.action === 'give-up') {
      const often = `It ended ${decision.crashes} times within ${decision.withinMs / 1000} s.`;
      return this.#giveUp(
        `${reason} ${often}`,
        'Read the log below, start without models to look at them, or choose another repository.',
      );
    }
    this.#timer = setTimeout(() => this.start(), decision.afterMs);
    const restartAt = new Date(now + decision.afterMs).toISOString();
    const { attempt, attempts } = decision;
    this.#become({ state: 'restarting', reason, attempt, attempts, restartAt });
  }

  #giveUp(reason: string, nextStep: string | undefined): void {
    this.#become({ state: 'gave-up', reason, ...(nextStep !== undefined && { nextStep }) });
  }

  #become(life: ServerLife): void {
    this.#life = life;
    for (const listener of this.#listeners) listener(this.state);
  }
}

type Failure = Extract<Announcement, { event: 'failed' }>;

function starting(phase: string): ServerLife {
  return { state: 'starting', phase, since: new Date().toISOString() };
}
