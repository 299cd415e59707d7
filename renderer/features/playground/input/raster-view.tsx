import { useMemo } from 'react';
import { pixelsOf, type Raster } from '../../../../server/pictures/raster.ts';
import { PixelView } from './pixel-view.tsx';

interface RasterViewProps {
  readonly raster: Raster;
  readonly label?: string;
}

/** A raster, made visible. */
export function RasterView({ raster, label }: RasterViewProps) {
  const { width, height } = raster;
  const data = useMemo(() => pixelsOf(raster), [raster]);
  return <PixelView pixels={{ width, height, data }} {...(label === undefined ? {} : { label })} />;
}
