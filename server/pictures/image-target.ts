import { isDatatype } from '../tensors/datatype.ts';

/** What tells whether an input takes pictures: its datatype, and its shape with the batch dimension, -1 where free. */
interface PictureInput {
  readonly datatype: string;
  readonly shape: readonly number[];
}

/** The picture that an input wants. Undefined extents are free: the person says which. */
export interface ImageTarget {
  readonly channels: 1 | 3;
  readonly height: number | undefined;
  readonly width: number | undefined;
  readonly layout: 'NCHW' | 'NHWC' | 'CHW' | 'HWC';
}

const SMALLEST_SIDE = 5;

/**
 * Reads an input as a picture: three or four dimensions of which the first or the last after the batch is 1 or 3.
 * Undefined when it is not one.
 */
export function imageTargetOf(input: PictureInput): ImageTarget | undefined {
  if (!isDatatype(input.datatype) || input.datatype === 'BYTES' || input.datatype === 'BOOL')
    return undefined;
  const rank = input.shape.length;
  if (rank !== 3 && rank !== 4) return undefined;
  if (rank === 4 && (input.shape[0] ?? 0) > 1) return undefined;
  const [first, second, third] = rank === 4 ? input.shape.slice(1) : input.shape;
  const channelFirst = channelCount(first);
  if (channelFirst !== undefined && isSide(second) && isSide(third)) {
    return target(channelFirst, second, third, rank === 4 ? 'NCHW' : 'CHW');
  }
  const channelLast = channelCount(third);
  if (channelLast !== undefined && isSide(first) && isSide(second)) {
    return target(channelLast, first, second, rank === 4 ? 'NHWC' : 'HWC');
  }
  return undefined;
}

function channelCount(dim: number | undefined): 1 | 3 | undefined {
  return dim === 1 || dim === 3 ? dim : undefined;
}

function isSide(dim: number | undefined): dim is number {
  return dim !== undefined && (dim === -1 || dim >= SMALLEST_SIDE);
}

function target(channels: 1 | 3, height: number, width: number, layout: ImageTarget['layout']): ImageTarget {
  return { channels, height: fixed(height), width: fixed(width), layout };
}

function fixed(dim: number): number | undefined {
  return dim === -1 ? undefined : dim;
}
