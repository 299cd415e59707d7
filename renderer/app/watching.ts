/** Whether an address is a page about the server as a whole, which needs no list of models beside it. */
export function isWatching(path: string): boolean {
  return path === '/metrics';
}
