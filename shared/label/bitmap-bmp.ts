// A one-bit picture as a BMP file: what every browser shows, and hardly larger than its dots. (Windows bitmap, BITMAPINFOHEADER.)
import type { Bitmap } from './bitmap';

const headBytes = 62;

export function bmpOf({ widthDots, heightDots, rowBytes, bits }: Bitmap): Uint8Array {
  const row = Math.ceil(rowBytes / 4) * 4;
  const file = new Uint8Array(headBytes + row * heightDots);
  const view = new DataView(file.buffer);
  file.set([0x42, 0x4d]);
  view.setUint32(2, file.length, true);
  view.setUint32(10, headBytes, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, widthDots, true);
  view.setInt32(22, heightDots, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 1, true);
  view.setUint32(34, row * heightDots, true);
  // A dot that is not set is white, one that is set is black.
  file.set([255, 255, 255, 0, 0, 0, 0, 0], 54);
  for (let y = 0; y < heightDots; y += 1)
    file.set(bits.subarray(y * rowBytes, (y + 1) * rowBytes), headBytes + (heightDots - 1 - y) * row);
  return file;
}
