import type { editor } from 'monaco-editor/editor.js';
import type { TextEditorInstance } from './text-editor.tsx';

/**
 * Makes room under a line and lays an element over it, as high as its content. The element is a widget of the editor,
 * because what is in a zone itself gets no clicks.
 * @returns a function that takes it away
 */
export function openLineZone(
  shown: TextEditorInstance,
  line: number,
  node: HTMLElement,
  content: HTMLElement,
): () => void {
  let zoneId = '';
  const zone: editor.IViewZone = {
    afterLineNumber: line,
    heightInPx: content.offsetHeight,
    domNode: document.createElement('div'),
    onDomNodeTop: (top) => (node.style.top = `${top}px`),
  };
  const widget: editor.IOverlayWidget = {
    getId: () => `inferdeck.line-zone.${line}`,
    getDomNode: () => node,
    getPosition: () => null,
  };
  const place = () => {
    const { contentLeft, contentWidth, verticalScrollbarWidth } = shown.getLayoutInfo();
    node.style.left = `${contentLeft}px`;
    node.style.width = `${contentWidth - verticalScrollbarWidth}px`;
  };
  shown.addOverlayWidget(widget);
  place();
  shown.changeViewZones((zones) => (zoneId = zones.addZone(zone)));
  const placing = shown.onDidLayoutChange(place);
  const fitting = new ResizeObserver(() => {
    zone.heightInPx = content.offsetHeight;
    shown.changeViewZones((zones) => zones.layoutZone(zoneId));
  });
  fitting.observe(content);
  bringIntoView(shown, line, zone.heightInPx ?? 0);
  return () => {
    placing.dispose();
    fitting.disconnect();
    shown.changeViewZones((zones) => zones.removeZone(zoneId));
    shown.removeOverlayWidget(widget);
  };
}

/** Scrolls as little as shows the line and what is open under it. */
function bringIntoView(shown: TextEditorInstance, line: number, height: number): void {
  const bottom = shown.getBottomForLineNumber(line) + height;
  const hidden = bottom - shown.getScrollTop() - shown.getLayoutInfo().height;
  if (hidden > 0) shown.setScrollTop(shown.getScrollTop() + hidden);
}
