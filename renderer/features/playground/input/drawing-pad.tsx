import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTestSettings } from '../test-settings.ts';
import classes from './drawing-pad.module.css';
import { FilePick } from './file-pick.tsx';
import { PadTools } from './pad-tools.tsx';
import { PAD_SIDE, type Point, paintStrokes, type Stroke } from './strokes.ts';
import { usePenKeys } from './use-pen-keys.ts';

interface DrawingPadProps {
  readonly name: string;
  readonly strokes: readonly Stroke[];
  readonly onChange: (edit: (strokes: readonly Stroke[]) => readonly Stroke[]) => void;
  readonly onDrawn: () => void;
  readonly onFile: (file: File) => void;
}

/** White paper to draw on with a pointer or with the arrow keys. */
export function DrawingPad({ name, strokes, onChange, onDrawn, onFile }: DrawingPadProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [tool, setTool] = useState<Stroke['tool']>('pen');
  const { penWidth } = useTestSettings();
  const width = tool === 'pen' ? penWidth : penWidth * 1.5;
  const begin = (point: Point) => onChange((before) => [...before, { tool, width, points: [point] }]);
  const extend = (points: readonly Point[]) => onChange((before) => extended(before, points));
  const keys = usePenKeys({ begin, extend: (point) => extend([point]), lifted: onDrawn });

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) paintStrokes(context, strokes);
  }, [strokes]);

  return (
    <>
      <div className={classes.paper}>
        <canvas
          ref={canvas}
          className={classes.canvas}
          width={PAD_SIDE}
          height={PAD_SIDE}
          tabIndex={0}
          role="application"
          aria-label={`Drawing pad for ${name}. Arrow keys move the pen, space puts it down and lifts it.`}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            begin(pointOf(event, event.nativeEvent));
          }}
          onPointerMove={(event) => {
            if (event.currentTarget.hasPointerCapture(event.pointerId)) extend(pointsOf(event));
          }}
          onPointerUp={onDrawn}
          {...keys.handlers}
        />
        <PenCursor at={keys.cursor} down={keys.down} />
        {strokes.length === 0 ? <p className={classes.hint}>Draw here</p> : null}
      </div>
      <PadTools
        tool={tool}
        onTool={setTool}
        blank={strokes.length === 0}
        onUndo={() => onChange((before) => before.slice(0, -1))}
        onClear={() => onChange(() => [])}
      />
      <FilePick onFile={onFile}>Or drop, paste or choose a picture</FilePick>
    </>
  );
}

function extended(strokes: readonly Stroke[], points: readonly Point[]): readonly Stroke[] {
  const last = strokes.at(-1);
  if (last === undefined) return strokes;
  return [...strokes.slice(0, -1), { ...last, points: [...last.points, ...points] }];
}

interface Position {
  readonly clientX: number;
  readonly clientY: number;
}

function pointOf(event: PointerEvent<HTMLCanvasElement>, { clientX, clientY }: Position): Point {
  const box = event.currentTarget.getBoundingClientRect();
  return {
    x: ((clientX - box.left) / box.width) * PAD_SIDE,
    y: ((clientY - box.top) / box.height) * PAD_SIDE,
  };
}

/** Every place the pointer has been since the last event, not only the newest. */
function pointsOf(event: PointerEvent<HTMLCanvasElement>): readonly Point[] {
  const moves = event.nativeEvent.getCoalescedEvents();
  return (moves.length === 0 ? [event.nativeEvent] : moves).map((move) => pointOf(event, move));
}

function PenCursor({ at, down }: { readonly at: Point | undefined; readonly down: boolean }) {
  if (at === undefined) return null;
  const place = { left: `${(at.x / PAD_SIDE) * 100}%`, top: `${(at.y / PAD_SIDE) * 100}%` };
  return <span className={classes.cursor} style={place} data-down={down || undefined} aria-hidden="true" />;
}
