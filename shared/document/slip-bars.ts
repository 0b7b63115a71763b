// The code of a slip as dots: Code 128 with whole dots a module, as wide as the slip allows.
import { code128, type DrawingContext } from 'bwip-js/generic';
import { type Bitmap, blacken, emptyBitmap } from '../label/bitmap';

const drawable = /^[\x20-\x7e]{1,40}$/;
/** Quiet zone either side: ten modules (ISO/IEC 15417). */
const quietModules = 10;
const widestModuleDots = 3;

type Bars = { widthDots: number; bars: { x: number; widthDots: number }[] };

/** Null where it cannot be said in bars, or only in bars too thin to be read. */
export function slipBars(code: string, widthDots: number, heightDots: number): Bitmap | null {
  if (!drawable.test(code)) return null;
  for (let module = widestModuleDots; module >= 1; module -= 1) {
    const drawn = code128(
      { bcid: 'code128', text: code, scaleX: module, scaleY: 1, height: 10, includetext: false },
      barDrawing(),
    );
    if (drawn.widthDots + 2 * quietModules * module > widthDots) continue;
    const bitmap = emptyBitmap(widthDots, heightDots);
    const left = Math.floor((widthDots - drawn.widthDots) / 2);
    for (const bar of drawn.bars)
      for (let x = 0; x < bar.widthDots; x += 1)
        for (let y = 0; y < heightDots; y += 1) blacken(bitmap, left + bar.x + x, y);
    return bitmap;
  }
  return null;
}

/** Bars come as upright lines around their middle. */
function barDrawing(): DrawingContext<Bars> {
  const drawn: Bars = { widthDots: 0, bars: [] };
  const nothing = (): void => undefined;
  return {
    scale: (x, y) => [x, y],
    measure: () => ({ width: 0, ascent: 0, descent: 0 }),
    init: (width) => {
      drawn.widthDots = width;
    },
    line: (x, _y0, _x1, _y1, widthDots) => {
      drawn.bars.push({ x: Math.floor(x - widthDots / 2), widthDots });
    },
    polygon: nothing,
    hexagon: nothing,
    ellipse: nothing,
    fill: nothing,
    text: nothing,
    end: () => drawn,
  };
}
