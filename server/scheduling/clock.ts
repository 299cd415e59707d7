/** Time as a scheduler sees it; tests hold it in their hands. */
export interface Clock {
  /** Milliseconds on a scale that never goes back. */
  readonly now: () => number;
  /** Calls back once, not before so many milliseconds have passed. @returns how to call it off */
  readonly after: (milliseconds: number, call: () => void) => () => void;
  /** Calls back when everything that has arrived by now has been taken in. */
  readonly soon: (call: () => void) => void;
}

export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
  // Runs once the event loop has read all sockets that had something to say, before it waits for them again.
  soon: (call) => void setImmediate(call),
};
