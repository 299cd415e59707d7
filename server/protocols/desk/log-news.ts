import type { LogLines } from '../../telemetry/logs/log-lines.ts';

/** So that a line a microsecond is ten events a second. */
const BETWEEN_NEWS_MS = 100;

/** Tells that there are new lines, by the id of the newest, at most ten times a second. @returns how to stop it */
export function tellNewLines(lines: LogLines, tell: (newest: number) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const onAdded = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      tell(lines.newest);
    }, BETWEEN_NEWS_MS).unref();
  };
  lines.events.on('added', onAdded);
  return () => {
    lines.events.off('added', onAdded);
    clearTimeout(timer);
  };
}
