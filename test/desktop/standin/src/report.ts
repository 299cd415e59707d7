/** For what fails beside the app's own work, such as a command to a page that is gone by now. */
export function report(error: unknown): void {
  console.error(`stand-in: ${error instanceof Error ? error.message : String(error)}`);
}
