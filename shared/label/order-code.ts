// Which symbol carries the order code: Code 128 when it fits its box, DataMatrix when it is too long, none otherwise.
// A code that is left out is reported, and the label still carries the order number in words.
import type { LabelBox } from './label-layout';
import type { LabelPaper } from './printer-profile';
import type { LabelMark } from './label-marks';
import { matrixEscape } from './marks-zpl';
import { code128Data } from './zpl-data';

export type OrderCodeSymbol = 'code128' | 'datamatrix' | 'left-out';

const quietModules = 10;
const smallestModuleMm = 0.19;
const largestModuleMm = 0.38;
const matrixModuleMm = 0.37;

/** Side in modules of the smallest square ECC 200 symbol for so many codewords (ISO/IEC 16022, table 7). */
const matrixSides: readonly (readonly [codewords: number, side: number])[] = [
  [3, 10],
  [5, 12],
  [8, 14],
  [12, 16],
  [18, 18],
  [22, 20],
  [30, 22],
  [36, 24],
  [44, 26],
  [62, 32],
];

const asCode128 = (code: string, box: LabelBox, paper: LabelPaper): LabelMark | null => {
  if (code128Data(code) === null) return null;
  const modules = (code.length + 2) * 11 + 13;
  for (
    let moduleDots = Math.floor(largestModuleMm * paper.dotsPerMm);
    moduleDots >= smallestModuleMm * paper.dotsPerMm;
    moduleDots -= 1
  ) {
    const quietDots = quietModules * moduleDots;
    /** The empty margin beside the box is part of the quiet zone. */
    const indentDots = Math.max(0, quietDots - box.x);
    if (indentDots + modules * moduleDots + quietDots > box.widthDots) continue;
    const place = { x: box.x + indentDots, y: box.y };
    return { mark: 'code128', place, moduleDots, heightDots: box.heightDots, text: code };
  }
  return null;
};

const asDataMatrix = (code: string, box: LabelBox, paper: LabelPaper): LabelMark | null => {
  if (!/^[\x20-\x7e]+$/.test(code)) return null;
  const side = matrixSides.find(([codewords]) => codewords >= code.length)?.[1];
  if (side === undefined || matrixEscape(code) === null) return null;
  const moduleDots = Math.min(
    Math.round(matrixModuleMm * paper.dotsPerMm),
    Math.floor(box.heightDots / side),
  );
  if (moduleDots < smallestModuleMm * paper.dotsPerMm) return null;
  return { mark: 'datamatrix', place: { x: box.x, y: box.y }, moduleDots, text: code };
};

/** The order code as the best symbol its box can hold. */
export function orderCodeMark(
  code: string,
  box: LabelBox,
  paper: LabelPaper,
): { symbol: OrderCodeSymbol; marks: LabelMark[] } {
  const bars = asCode128(code, box, paper);
  if (bars !== null) return { symbol: 'code128', marks: [bars] };
  const matrix = asDataMatrix(code, box, paper);
  if (matrix !== null) return { symbol: 'datamatrix', marks: [matrix] };
  return { symbol: 'left-out', marks: [] };
}
