/** Dims as a person writes them: `1, 28, 28`. */
export function dimsText(dims: readonly number[]): string {
  return dims.join(', ');
}

/** Reads dims: whole numbers with commas or spaces between them, brackets or not; -1 is an open extent. */
export function parseDims(text: string): readonly number[] | undefined {
  const inner = /^\s*\[?(.*?)\]?\s*$/s.exec(text)?.[1] ?? '';
  const parts = inner.split(/[\s,;×x]+/).filter((part) => part !== '');
  const dims = parts.map(Number);
  const fine = dims.every((dim) => Number.isSafeInteger(dim) && dim >= -1);
  return fine && dims.length > 0 ? dims : undefined;
}
