import { invalidArgument } from '../../errors.ts';

const MOST_ELEMENTS = 0x7fff_ffff_ffff_ffffn;

/** The shape of an input. @throws InferdeckError when an extent is negative or there are too many elements */
export function inputShape(name: string, extents: readonly (number | bigint)[]): number[] {
  if (extents.some((extent) => extent < 0)) {
    throw invalidArgument(
      `invalid shape for input '${name}': shape [${extents.join(',')}] has a negative extent`,
    );
  }
  if (extents.reduce<number>((product, extent) => product * Number(extent), 1) <= Number.MAX_SAFE_INTEGER) {
    return extents.map(Number);
  }
  if (extents.reduce<bigint>((product, extent) => product * BigInt(extent), 1n) > MOST_ELEMENTS) {
    throw invalidArgument(
      `invalid shape for input '${name}': shape [${extents.join(',')}] causes total element count to exceed` +
        ` maximum size of ${MOST_ELEMENTS}`,
    );
  }
  return extents.map(Number);
}
