import { useEffect, useState } from 'react';

/** The time, renewed every `everyMs` while `on`; for elapsed times that are shown. */
export function useNow(everyMs: number, on = true): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!on) return undefined;
    const renew = () => setNow(Date.now());
    const first = setTimeout(renew);
    const timer = setInterval(renew, everyMs);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [everyMs, on]);
  return now;
}
