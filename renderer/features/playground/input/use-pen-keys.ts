import { type KeyboardEvent, useState } from 'react';
import { PAD_SIDE, type Point } from './strokes.ts';

const STEP = 7;
const LONG_STEP = 28;

const DIRECTIONS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface Pen {
  readonly begin: (point: Point) => void;
  readonly extend: (point: Point) => void;
  readonly lifted: () => void;
}

/** Drawing by keyboard: arrows move the pen (Shift for long steps), space puts it down and lifts it. */
export function usePenKeys({ begin, extend, lifted }: Pen) {
  const [cursor, setCursor] = useState<Point>();
  const [down, setDown] = useState(false);

  const onKeyDown = (event: KeyboardEvent) => {
    const at = cursor ?? { x: PAD_SIDE / 2, y: PAD_SIDE / 2 };
    const direction = DIRECTIONS[event.key];
    if (direction !== undefined && !event.altKey) {
      event.preventDefault();
      const next = moved(at, direction, event.shiftKey ? LONG_STEP : STEP);
      setCursor(next);
      if (down) extend(next);
    } else if (event.key === ' ') {
      event.preventDefault();
      setCursor(at);
      setDown(!down);
      if (down) lifted();
      else begin(at);
    }
  };
  const onBlur = () => {
    setCursor(undefined);
    setDown(false);
  };
  return { cursor, down, handlers: { onKeyDown, onBlur } };
}

function moved(from: Point, [x, y]: readonly [number, number], step: number): Point {
  const inside = (value: number) => Math.min(PAD_SIDE, Math.max(0, value));
  return { x: inside(from.x + x * step), y: inside(from.y + y * step) };
}
