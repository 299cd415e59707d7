import type { Pixels } from '../../../../server/pictures/raster.ts';

/** The pad's own coordinates, whatever its size on screen. */
export const PAD_SIDE = 280;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** One movement of pen or eraser. */
export interface Stroke {
  readonly tool: 'pen' | 'eraser';
  readonly width: number;
  readonly points: readonly Point[];
}

const PAPER = '#ffffff';
const INK = '#15181d';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Draws strokes on white paper, rounded through the midpoints of their points. */
export function paintStrokes(context: Context, strokes: readonly Stroke[]): void {
  context.fillStyle = PAPER;
  context.fillRect(0, 0, PAD_SIDE, PAD_SIDE);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const stroke of strokes) paintStroke(context, stroke);
}

function paintStroke(context: Context, { tool, width, points }: Stroke): void {
  const [first, ...rest] = points;
  if (first === undefined) return;
  context.strokeStyle = tool === 'pen' ? INK : PAPER;
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(first.x, first.y);
  let before = first;
  for (const point of rest) {
    context.quadraticCurveTo(before.x, before.y, (before.x + point.x) / 2, (before.y + point.y) / 2);
    before = point;
  }
  context.lineTo(before.x, before.y);
  context.stroke();
}

/** The drawing as pixels; undefined while nothing is drawn. */
export function pixelsOfStrokes(strokes: readonly Stroke[]): Pixels | undefined {
  if (strokes.every(({ tool }) => tool === 'eraser')) return undefined;
  const context = new OffscreenCanvas(PAD_SIDE, PAD_SIDE).getContext('2d', { willReadFrequently: true });
  if (context === null) return undefined;
  paintStrokes(context, strokes);
  return context.getImageData(0, 0, PAD_SIDE, PAD_SIDE);
}
