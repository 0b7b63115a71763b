// One-bit pictures: a black dot is a set bit, the first dot of a row is the highest bit of its first byte.

export type Bitmap = { widthDots: number; heightDots: number; rowBytes: number; bits: Uint8Array };

export function emptyBitmap(widthDots: number, heightDots: number): Bitmap {
  const rowBytes = Math.ceil(widthDots / 8);
  return { widthDots, heightDots, rowBytes, bits: new Uint8Array(rowBytes * heightDots) };
}

/** Blackens one dot; outside the picture it does nothing, so that no drawing can leave its box. */
export function blacken(bitmap: Bitmap, x: number, y: number): void {
  if (x < 0 || y < 0 || x >= bitmap.widthDots || y >= bitmap.heightDots) return;
  const at = y * bitmap.rowBytes + (x >> 3);
  bitmap.bits[at] = (bitmap.bits[at] ?? 0) | (0x80 >> (x & 7));
}

export function isBlack(bitmap: Bitmap, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= bitmap.widthDots || y >= bitmap.heightDots) return false;
  return ((bitmap.bits[y * bitmap.rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
}

export function blackDots(bitmap: Bitmap): number {
  let count = 0;
  for (const byte of bitmap.bits) for (let rest = byte; rest > 0; rest &= rest - 1) count += 1;
  return count;
}
