import type { Logger } from './telemetry/log.ts';

export interface Ending {
  /** Starts the end, as a signal does. Only the first call counts. */
  readonly begin: () => void;
  /** What has to happen before the process may go. */
  readonly onEnd: (close: () => Promise<void>) => void;
}

/** Ends the process after what runs is finished, or after a deadline; a second signal ends it at once. */
export function endGracefully({ deadlineSeconds, log }: { deadlineSeconds: number; log: Logger }): Ending {
  let close = async () => {};
  let begun = false;
  const begin = () => {
    if (begun) process.exit(1);
    begun = true;
    log.info('Waiting for in-flight requests to complete.');
    const deadline = setTimeout(() => {
      log.error(`Exit timeout expired after ${deadlineSeconds} s. Exiting immediately.`);
      process.exit(1);
    }, deadlineSeconds * 1000);
    deadline.unref();
    void close().finally(() => process.exit(0));
  };
  process.once('SIGTERM', begin);
  process.on('SIGINT', begin);
  return {
    begin,
    onEnd: (work) => {
      close = work;
    },
  };
}
