// One piece of text in its box, in the printer's font or as a picture, as large as it may be and never larger than the box.
// Knows nothing of labels: which text goes where is said by whoever asks.
import { emptyBitmap } from './bitmap';
import type { LabelBox } from './label-layout';
import type { LabelFonts } from './outline-font';
import { drawText } from './raster-text';
import {
  baselineDots,
  capitalPerCell,
  drawableText,
  emOfCell,
  missingCharacters,
  overhangEm,
  pictureFace,
  printerFace,
  printerOverhangDots,
  rowDots,
} from './text-face';
import { type FittedText, fitText } from './text-fit';
import type { DotPlace, LabelMark } from './label-marks';

export type TextStyle = {
  /** Heights of a text cell; capitals are three quarters of it. */
  maxMm: number;
  minMm: number;
  bold: boolean;
  align?: 'right' | 'centre';
};

export type TextPiece = TextStyle & {
  /** One entry a paragraph. */
  texts: readonly string[];
  box: LabelBox;
  dotsPerMm: number;
  fonts: LabelFonts;
  /** The printer's own font lacks some of it. */
  isPicture: boolean;
};

export type PlacedInk = {
  marks: LabelMark[];
  /** Every character printed as a replacement frame, one entry for each occurrence. */
  missing: string[];
};

export function printerPlace(x: number, rowTop: number, cellDots: number): DotPlace {
  return {
    x: x + printerOverhangDots(cellDots),
    // Top of the cell of font 0 whose baseline is the row's.
    y: rowTop + baselineDots(cellDots) - Math.round(capitalPerCell * cellDots),
  };
}

/** @returns the height in dots it took, and whether something had to be left out */
export function placeText(piece: TextPiece, placed: PlacedInk): { heightDots: number; shortened: boolean } {
  const { texts, box, maxMm, minMm, dotsPerMm, isPicture } = piece;
  const font = fontOf(piece);
  if (isPicture) placed.missing.push(...texts.flatMap((text) => missingCharacters(font, text)));
  const fitted = fitText(
    isPicture ? texts.map((text) => drawableText(font, text)) : [...texts],
    {
      widthDots: box.widthDots,
      heightDots: box.heightDots,
      maxCellDots: Math.round(maxMm * dotsPerMm),
      minCellDots: Math.round(minMm * dotsPerMm),
    },
    isPicture ? pictureFace(font) : printerFace,
  );
  placed.marks.push(...rowMarks(piece, fitted));
  return { heightDots: fitted.rows.length * rowDots(fitted.cellDots), shortened: fitted.shortened };
}

function rowMarks(piece: TextPiece, { cellDots, rows }: FittedText): LabelMark[] {
  const { box, align, isPicture } = piece;
  const font = fontOf(piece);
  const face = isPicture ? pictureFace(font) : printerFace;
  return rows.map((row, index) => {
    const rowTop = box.y + index * rowDots(cellDots);
    const widthDots = face.widthDots(row, cellDots);
    const x = startDots(box, widthDots, align);
    if (!isPicture) return { mark: 'text', place: printerPlace(x, rowTop, cellDots), cellDots, text: row };
    const bitmap = emptyBitmap(
      Math.min(box.x + box.widthDots - x, Math.ceil(widthDots) + 1),
      Math.min(rowDots(cellDots), box.y + box.heightDots - rowTop),
    );
    const emDots = emOfCell(font, cellDots);
    drawText(bitmap, font, row, { x: overhangEm * emDots, baseline: baselineDots(cellDots), emDots });
    return { mark: 'picture', place: { x, y: rowTop }, bitmap };
  });
}

function startDots(box: LabelBox, rowWidthDots: number, align: TextStyle['align']): number {
  const spare = Math.max(0, box.widthDots - Math.ceil(rowWidthDots));
  if (align === undefined) return box.x;
  return box.x + (align === 'right' ? spare : Math.floor(spare / 2));
}

function fontOf({ bold, fonts }: TextPiece): LabelFonts['bold'] {
  return bold ? fonts.bold : fonts.regular;
}
