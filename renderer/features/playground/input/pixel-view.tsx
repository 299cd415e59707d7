import { useEffect, useRef } from 'react';
import type { Pixels } from '../../../../server/pictures/raster.ts';
import classes from './pixel-view.module.css';

interface PixelViewProps {
  readonly pixels: Pixels;
  /** Without a label it is decoration. */
  readonly label?: string;
}

/** Pixels as they are, enlarged without smoothing. */
export function PixelView({ pixels, label }: PixelViewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, data } = pixels;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    context?.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0);
  }, [data, width, height]);
  return (
    <canvas
      ref={canvas}
      className={classes.view}
      width={width}
      height={height}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  );
}
