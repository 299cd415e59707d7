/**
 * Settles as `work` does, or with `late`'s error when that takes longer, or with the signal's reason when it is called
 * off.
 */
export async function withinDeadline<T>(
  work: Promise<T>,
  ms: number,
  late: () => Error,
  signal: AbortSignal,
): Promise<T> {
  let giveUp = (_reason: unknown): void => {};
  const end = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  const callOff = () => giveUp(signal.reason);
  const timer = setTimeout(() => giveUp(late()), ms);
  if (signal.aborted) callOff();
  else signal.addEventListener('abort', callOff, { once: true });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', callOff);
  }
}
