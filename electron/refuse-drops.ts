/**
 * A file dropped where nothing takes it must not replace the page. Runs after the page's own listeners, and leaves
 * alone what they took.
 */
export function refuseUnhandledDrops(target: Pick<Window, 'addEventListener'>): void {
  const refuse = (event: DragEvent) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none';
  };
  target.addEventListener('dragover', refuse);
  target.addEventListener('drop', refuse);
}
