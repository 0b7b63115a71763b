// Where the ink of a label picture lies. Knows pixels and rectangles, nothing of what they mean.
import { PNG } from 'pngjs';

export type InkBox = { x: number; y: number; widthDots: number; heightDots: number };
export type LabelInk = {
  widthDots: number;
  heightDots: number;
  /** Black dots inside the box. */
  inside: (box: InkBox) => number;
  /** Black dots that lie in none of the boxes, and the first few of them. */
  outside: (boxes: readonly InkBox[]) => { dots: number; places: { x: number; y: number }[] };
};

const blackBelow = 128;
const placesShown = 5;

/** Reads a picture of a label, one pixel a dot. */
export function readInk(png: Uint8Array): LabelInk {
  const { width, height, data } = PNG.sync.read(Buffer.from(png));
  const isBlack = (at: number): boolean => (data[at * 4] ?? 255) < blackBelow && (data[at * 4 + 3] ?? 0) > 0;
  const inside = (box: InkBox): number => {
    let dots = 0;
    for (let y = box.y; y < Math.min(height, box.y + box.heightDots); y += 1) {
      for (let x = box.x; x < Math.min(width, box.x + box.widthDots); x += 1) {
        if (isBlack(y * width + x)) dots += 1;
      }
    }
    return dots;
  };
  const outside = (boxes: readonly InkBox[]): { dots: number; places: { x: number; y: number }[] } => {
    const allowed = new Uint8Array(width * height);
    for (const box of boxes) {
      for (let y = box.y; y < Math.min(height, box.y + box.heightDots); y += 1) {
        allowed.fill(1, y * width + box.x, y * width + Math.min(width, box.x + box.widthDots));
      }
    }
    let dots = 0;
    const places: { x: number; y: number }[] = [];
    for (let at = 0; at < allowed.length; at += 1) {
      if (allowed[at] === 1 || !isBlack(at)) continue;
      dots += 1;
      if (places.length < placesShown) places.push({ x: at % width, y: Math.floor(at / width) });
    }
    return { dots, places };
  };
  return { widthDots: width, heightDots: height, inside, outside };
}
