// The code of a slip as dots: Code 128 with whole dots a module, as wide as the slip allows.
import { type Bitmap, blacken, emptyBitmap } from '../label/bitmap';
import { code128Bars } from '../label/code-dots';

const drawable = /^[\x20-\x7e]{1,40}$/;
/** Quiet zone either side: ten modules (ISO/IEC 15417). */
const quietModules = 10;
const widestModuleDots = 3;

/** Null where it cannot be said in bars, or only in bars too thin to be read. */
export function slipBars(code: string, widthDots: number, heightDots: number): Bitmap | null {
  if (!drawable.test(code)) return null;
  const { modules, bars } = code128Bars(code);
  for (let module = widestModuleDots; module >= 1; module -= 1) {
    if ((modules + 2 * quietModules) * module > widthDots) continue;
    const bitmap = emptyBitmap(widthDots, heightDots);
    const left = Math.floor((widthDots - modules * module) / 2);
    for (const bar of bars)
      for (let x = 0; x < bar.width * module; x += 1)
        for (let y = 0; y < heightDots; y += 1) blacken(bitmap, left + bar.x * module + x, y);
    return bitmap;
  }
  return null;
}
