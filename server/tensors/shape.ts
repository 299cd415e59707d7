/** A tensor's extents, outermost first; -1 marks a variable dimension in a declaration, never in a tensor. */
export type Shape = readonly number[];

/** Number of elements of a shape without variable dimensions; 1 for a scalar. */
export function elementCount(shape: Shape): number {
  return shape.reduce((product, dim) => product * dim, 1);
}

/** `[1,28,28]`, as the protocol's error texts write it. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(',')}]`;
}

/** Whether an actual shape fits a declared one, in which -1 stands for any extent. */
export function shapeFits(actual: Shape, declared: Shape): boolean {
  return (
    actual.length === declared.length && declared.every((dim, axis) => dim === -1 || dim === actual[axis])
  );
}

/** Whether two shapes are equal extent by extent. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === b[axis]);
}
