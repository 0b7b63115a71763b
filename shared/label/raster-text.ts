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

/**
 * Where the outline crosses each scan line, from left to right. Line `n` lies at `(n + 0.5) / linesPerDot` dots below
 * the top; a segment ending exactly on a line counts for one of its two sides only.
 */
const crossingsByLine = (
  segments: readonly OutlineSegment[],
  em: number,
  top: number,
  rows: number,
): Crossing[][] => {
  const lines: Crossing[][] = Array.from({ length: rows * linesPerDot }, () => []);
  const lineBelow = (y: number): number => Math.max(0, Math.ceil((y - top) * linesPerDot - 0.5));
  for (const segment of segments) {
    const y0 = segment.y0 * em;
    const y1 = segment.y1 * em;
    const slope = (segment.x1 - segment.x0) / (segment.y1 - segment.y0);
    const turn = y1 > y0 ? 1 : -1;
    const end = lineBelow(Math.max(y0, y1));
    for (let line = lineBelow(Math.min(y0, y1)); line < end; line += 1) {
      const y = top + (line + 0.5) / linesPerDot;
      lines[line]?.push({ x: segment.x0 * em + (y - y0) * slope, turn });
    }
  }
  for (const line of lines) line.sort((one, other) => one.x - other.x);
  return lines;
};

const coverSpan = (row: Float64Array, from: number, to: number, share: number): void => {
  const first = Math.max(0, Math.floor(from));
  const last = Math.min(row.length - 1, Math.ceil(to) - 1);
  for (let x = first; x <= last; x += 1) {
    const covered = Math.min(to, x + 1) - Math.max(from, x);
    row[x] = (row[x] ?? 0) + covered * share;
  }
};

const boundsOf = (segments: readonly OutlineSegment[]) => {
  const bounds = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x0, y0, x1, y1 } of segments) {
    bounds.left = Math.min(bounds.left, x0, x1);
    bounds.right = Math.max(bounds.right, x0, x1);
    bounds.top = Math.min(bounds.top, y0, y1);
    bounds.bottom = Math.max(bounds.bottom, y0, y1);
  }
  return bounds;
};

const drawGlyph = (
  bitmap: Bitmap,
  glyph: OutlineGlyph,
  x: number,
  baseline: number,
  emDots: number,
): void => {
  if (glyph.segments.length === 0) return;
  const bounds = boundsOf(glyph.segments);
  const left = Math.floor(bounds.left * emDots);
  const width = Math.ceil(bounds.right * emDots) - left;
  const top = Math.floor(bounds.top * emDots);
  const rows = Math.ceil(bounds.bottom * emDots) - top;
  const lines = crossingsByLine(glyph.segments, emDots, top, rows);
  const row = new Float64Array(width);
  for (let y = 0; y < rows; y += 1) {
    row.fill(0);
    for (const line of lines.slice(y * linesPerDot, (y + 1) * linesPerDot)) {
      let winding = 0;
      let from = 0;
      for (const { x: crossing, turn } of line) {
        if (winding === 0) from = crossing;
        winding += turn;
        if (winding === 0) coverSpan(row, from - left, crossing - left, 1 / linesPerDot);
      }
    }
    for (let dot = 0; dot < width; dot += 1) {
      if ((row[dot] ?? 0) >= blackFrom) blacken(bitmap, x + left + dot, baseline + top + y);
    }
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
