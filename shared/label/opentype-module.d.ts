// The part of opentype.js 1.3.4 that is used here. The published types bring the whole DOM into every layer.
declare module 'opentype.js/dist/opentype.js' {
  type PathCommand =
    | { type: 'M' | 'L'; x: number; y: number }
    | { type: 'Q'; x1: number; y1: number; x: number; y: number }
    | { type: 'C'; x1: number; y1: number; x2: number; y2: number; x: number; y: number }
    | { type: 'Z' };
  type Glyph = {
    index: number;
    advanceWidth?: number;
    getPath(x: number, y: number, fontSize: number): { commands: PathCommand[] };
  };
  type Font = {
    unitsPerEm: number;
    ascender: number;
    descender: number;
    charToGlyphIndex(character: string): number;
    glyphs: { get(index: number): Glyph };
  };
  const opentype: { parse(bytes: ArrayBuffer): Font };
  export default opentype;
}
