// Draws one line of text from outlines into dots. A dot is black when the glyph covers at least half of it.
// It draws what it is told where it is told; nothing leaves the bitmap.
import { type Bitmap, blacken } from './bitmap';
import type { OutlineFont, OutlineGlyph, OutlineSegment } from './outline-font';

/** Scan lines per row of dots; the coverage along a scan line is exact. */
const linesPerDot = 4;
const blackFrom = 0.5;

/** Drawn for a character the font lacks: a frame as wide as a letter, plainly not a letter. */
const replacement: OutlineGlyph = (() => {
  const box = (left: number, top: number, right: number, bottom: number, down: boolean): OutlineSegment[] => [
    { x0: left, y0: down ? top : bottom, x1: left, y1: down ? bottom : top },
    { x0: right, y0: down ? bottom : top, x1: right, y1: down ? top : bottom },
  ];
  return {
    advanceEm: 0.6,
    segments: [...box(0.05, -0.73, 0.55, 0, true), ...box(0.13, -0.65, 0.47, -0.08, false)],
  };
})();

export function glyphOrReplacement(font: OutlineFont, character: string): OutlineGlyph {
  return font.glyphOf(character) ?? replacement;
}

/** Width in dots of a line set at `emDots`, without rounding. */
export function outlineWidthDots(font: OutlineFont, text: string, emDots: number): number {
  let width = 0;
  for (const character of text) width += glyphOrReplacement(font, character).advanceEm * emDots;
  return width;
}

type Crossing = { x: number; turn: 1 | -1 };

const crossingsAt = (segments: readonly OutlineSegment[], emDots: number, y: number): Crossing[] => {
  const found: Crossing[] = [];
  for (const segment of segments) {
    const y0 = segment.y0 * emDots;
    const y1 = segment.y1 * emDots;
    if (y0 <= y === y1 <= y) continue;
    const x = segment.x0 * emDots + ((y - y0) / (y1 - y0)) * (segment.x1 - segment.x0) * emDots;
    found.push({ x, turn: y1 > y0 ? 1 : -1 });
  }
  return found.sort((one, other) => one.x - other.x);
};

const coverSpan = (row: Float64Array, from: number, to: number, share: number): void => {
  const first = Math.max(0, Math.floor(from));
  const last = Math.min(row.length - 1, Math.ceil(to) - 1);
  for (let x = first; x <= last; x += 1) {
    const covered = Math.min(to, x + 1) - Math.max(from, x);
    row[x] = (row[x] ?? 0) + covered * share;
  }
};

const drawGlyph = (
  bitmap: Bitmap,
  glyph: OutlineGlyph,
  x: number,
  baseline: number,
  emDots: number,
): void => {
  if (glyph.segments.length === 0) return;
  const ys = glyph.segments.flatMap((segment) => [segment.y0 * emDots, segment.y1 * emDots]);
  const xs = glyph.segments.flatMap((segment) => [segment.x0 * emDots, segment.x1 * emDots]);
  const left = Math.floor(Math.min(...xs));
  const width = Math.ceil(Math.max(...xs)) - left;
  for (let y = Math.floor(Math.min(...ys)); y < Math.max(...ys); y += 1) {
    const row = new Float64Array(width);
    for (let line = 0; line < linesPerDot; line += 1) {
      let winding = 0;
      let from = 0;
      for (const { x: crossing, turn } of crossingsAt(
        glyph.segments,
        emDots,
        y + (line + 0.5) / linesPerDot,
      )) {
        if (winding === 0) from = crossing;
        winding += turn;
        if (winding === 0) coverSpan(row, from - left, crossing - left, 1 / linesPerDot);
      }
    }
    row.forEach((covered, dot) => {
      if (covered >= blackFrom) blacken(bitmap, x + left + dot, baseline + y);
    });
  }
};

/** Draws `text` with its pen starting at `x` on `baseline`; glyphs stand on whole dots. */
export function drawText(
  bitmap: Bitmap,
  font: OutlineFont,
  text: string,
  place: { x: number; baseline: number; emDots: number },
): void {
  let pen = place.x;
  for (const character of text) {
    const glyph = glyphOrReplacement(font, character);
    drawGlyph(bitmap, glyph, Math.round(pen), place.baseline, place.emDots);
    pen += glyph.advanceEm * place.emDots;
  }
}
