const ALONE = ['/metrics', '/logs', '/settings', '/environment', '/export'];

/** Whether an address is a page about the server or the window as a whole, with no list of models beside it. */
export function isAlone(path: string): boolean {
  return ALONE.includes(path);
}
