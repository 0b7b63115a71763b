// A printer's paper as a picture, one pixel a dot.
import { PNG } from 'pngjs';
import type { Paper } from './tspl-stream';

export function pngOfPaper({ widthDots, heightDots, bits }: Paper): Uint8Array {
  const picture = new PNG({ width: widthDots, height: heightDots });
  for (let at = 0; at < bits.length; at += 1) {
    picture.data.fill(bits[at] === 1 ? 0 : 255, at * 4, at * 4 + 3);
    picture.data[at * 4 + 3] = 255;
  }
  return PNG.sync.write(picture);
}
