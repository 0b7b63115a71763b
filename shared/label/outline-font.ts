// A font as outlines: what a character looks like and how far it moves the pen. The bytes come from the caller.
// It never substitutes: a character the font lacks is null, and the label counts it.
import opentype from 'opentype.js/dist/opentype.js';

/** Straight pieces of closed outlines in em units, y downwards from the baseline. */
export type OutlineSegment = { x0: number; y0: number; x1: number; y1: number };
export type OutlineGlyph = { advanceEm: number; segments: readonly OutlineSegment[] };

export type OutlineFont = {
  /** Height of a capital H and depth of the font below the baseline, in em. */
  capHeightEm: number;
  ascentEm: number;
  descentEm: number;
  glyphOf: (character: string) => OutlineGlyph | null;
};

/** The two weights a label is drawn with. */
export type LabelFonts = { regular: OutlineFont; bold: OutlineFont };

/** Curves are cut into this many straight pieces: under a tenth of a dot off at the largest label size. */
const piecesOfCurve = 6;

type Pen = { x: number; y: number };

const curvePoint = (points: readonly Pen[], share: number): Pen => {
  let rest = points;
  while (rest.length > 1) {
    rest = rest.slice(1).map((to, index) => {
      const from = rest[index] as Pen;
      return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
    });
  }
  return rest[0] as Pen;
};

type PathCommands = ReturnType<
  ReturnType<ReturnType<typeof opentype.parse>['glyphs']['get']>['getPath']
>['commands'];

const segmentsOf = (commands: PathCommands): OutlineSegment[] => {
  const segments: OutlineSegment[] = [];
  let start: Pen = { x: 0, y: 0 };
  let pen: Pen = start;
  const lineTo = (to: Pen): void => {
    if (to.y !== pen.y) segments.push({ x0: pen.x, y0: pen.y, x1: to.x, y1: to.y });
    pen = to;
  };
  for (const command of commands) {
    switch (command.type) {
      case 'M':
        lineTo(start);
        start = pen = { x: command.x, y: command.y };
        break;
      case 'L':
        lineTo({ x: command.x, y: command.y });
        break;
      case 'Q':
      case 'C': {
        const points: Pen[] =
          command.type === 'Q'
            ? [pen, { x: command.x1, y: command.y1 }, { x: command.x, y: command.y }]
            : [
                pen,
                { x: command.x1, y: command.y1 },
                { x: command.x2, y: command.y2 },
                { x: command.x, y: command.y },
              ];
        for (let piece = 1; piece <= piecesOfCurve; piece += 1)
          lineTo(curvePoint(points, piece / piecesOfCurve));
        break;
      }
      case 'Z':
        lineTo(start);
        break;
    }
  }
  lineTo(start);
  return segments;
};

/** Reads a TrueType or OpenType file. Throws when the bytes are not one. */
export function readOutlineFont(bytes: Uint8Array): OutlineFont {
  const font = opentype.parse(bytes.slice().buffer);
  const known = new Map<string, OutlineGlyph | null>();
  const glyphOf = (character: string): OutlineGlyph | null => {
    const seen = known.get(character);
    if (seen !== undefined) return seen;
    const index = font.charToGlyphIndex(character);
    const glyph = index > 0 ? font.glyphs.get(index) : null;
    const outline = glyph && {
      advanceEm: (glyph.advanceWidth ?? 0) / font.unitsPerEm,
      segments: segmentsOf(glyph.getPath(0, 0, 1).commands),
    };
    known.set(character, outline);
    return outline;
  };
  const capital = glyphOf('H');
  if (!capital) throw new Error('the font has no capital H');
  return {
    capHeightEm: -Math.min(...capital.segments.map((segment) => Math.min(segment.y0, segment.y1))),
    ascentEm: font.ascender / font.unitsPerEm,
    descentEm: -font.descender / font.unitsPerEm,
    glyphOf,
  };
}
