// A paper as one picture for a slip printer, dot by dot: what its own fonts know differs from printer to printer, and a picture has
// every letter. Words give way to the next row, never an amount.
import { type Bitmap, blacken, emptyBitmap, isBlack } from '../label/bitmap';
import type { LabelFonts, OutlineFont } from '../label/outline-font';
import { drawText } from '../label/raster-text';
import {
  baselineDots,
  drawableText,
  emOfCell,
  missingCharacters,
  oneLine,
  overhangEm,
  pictureFace,
  rowDots,
} from '../label/text-face';
import { wrapText } from '../label/text-fit';
import type { Paper, PaperGrid, PaperParty } from './paper';
import { slipBars } from './slip-bars';

/** Dots across what the head of an 80 mm and of a 58 mm printer reaches, at 203 dpi. */
export const slipWidths = { 80: 576, 58: 384 } as const;
export type SlipWidthMm = keyof typeof slipWidths;

export type SlipPicture = { bitmap: Bitmap; missingGlyphs: number };

const text = 28;
const head = 44;
const barsHighDots = 90;
const gapDots = 16;
/** An amount and the words beside it keep this apart. */
const besideDots = 20;

type Row =
  | { left: string; right?: string; cellDots?: number; isBold?: boolean }
  | { bars: string }
  | 'rule'
  | 'gap'
  | 'bars';

/** Pure: the same paper gives the same dots. */
export function slipPicture(
  paper: Paper,
  widthMm: SlipWidthMm,
  fonts: LabelFonts,
  attempt: number,
): SlipPicture {
  const widthDots = slipWidths[widthMm];
  const pieces = rowsOf(paper, attempt).map((row) => pieceOf(row, paper.barcode, widthDots, fonts));
  const heightDots = pieces.reduce((sum, { bitmap }) => sum + bitmap.heightDots, 0);
  const whole = emptyBitmap(widthDots, heightDots);
  let top = 0;
  for (const { bitmap } of pieces) {
    for (let y = 0; y < bitmap.heightDots; y += 1)
      for (let x = 0; x < widthDots; x += 1) if (isBlack(bitmap, x, y)) blacken(whole, x, top + y);
    top += bitmap.heightDots;
  }
  return { bitmap: whole, missingGlyphs: pieces.reduce((sum, { missing }) => sum + missing, 0) };
}

function rowsOf(paper: Paper, attempt: number): Row[] {
  const { seller, to, facts, lines, sums, gift, foot } = paper;
  return [
    ...partyRows(seller),
    'gap',
    { left: paper.title, cellDots: head, isBold: true },
    { left: paper.number, isBold: true },
    ...(attempt > 1 ? [{ left: `${paper.copyWord} ${attempt}`, isBold: true }] : []),
    'gap',
    'bars',
    'gap',
    ...(to ? [...partyRows(to), 'gap' as const] : []),
    ...facts.map(({ name, value }) => ({ left: name, right: value })),
    ...(gift ? ['rule' as const, { left: gift.title, isBold: true }, ...paragraphs(gift.message)] : []),
    'rule',
    ...lines.flatMap((line): Row[] => {
      const count = line.price === null ? line.quantity : `${line.quantity} × ${line.price}`;
      return [
        { left: line.text },
        { left: line.sku, right: count },
        ...(line.amount === null ? [] : [{ left: '', right: line.amount, isBold: true }]),
      ];
    }),
    ...gridRows(paper.grid),
    'rule',
    ...sums.map(({ name, amount }, index) => ({
      left: name,
      right: amount,
      isBold: index === sums.length - 1,
    })),
    ...(foot.length > 0 ? ['gap' as const, ...foot.map((left) => ({ left }))] : []),
    'gap',
  ];
}

/** Each cell with its heading; its code below the first. */
function gridRows(grid: PaperGrid | undefined): Row[] {
  if (!grid) return [];
  const { columns, rows, totals } = grid;
  const block = (cells: readonly string[], code: string | null): Row[] => {
    const [first = '', ...others] = cells;
    return [
      { left: first, isBold: true },
      ...(code ? [{ bars: code }, 'gap' as const] : []),
      ...others.flatMap((right, at) => (right === '' ? [] : [{ left: columns[at + 1]?.name ?? '', right }])),
      'gap',
    ];
  };
  return [
    ...rows.flatMap(({ cells, code }) => block(cells, code)),
    ...(totals.length > 0 ? ['rule' as const, ...block(totals, null)] : []),
  ];
}

function partyRows({ title, name, lines }: PaperParty): Row[] {
  return [
    ...(title === '' ? [] : [{ left: title }]),
    { left: name, isBold: true },
    ...lines.map((left) => ({ left })),
  ];
}

function paragraphs(message: string): Row[] {
  return message.split('\n').map((left) => ({ left }));
}

type Piece = { bitmap: Bitmap; missing: number };

function pieceOf(row: Row, code: string, widthDots: number, fonts: LabelFonts): Piece {
  if (row === 'gap') return { bitmap: emptyBitmap(widthDots, gapDots), missing: 0 };
  if (row === 'bars' || (typeof row === 'object' && 'bars' in row)) {
    const bars = row === 'bars' ? code : row.bars;
    return { bitmap: slipBars(bars, widthDots, barsHighDots) ?? emptyBitmap(widthDots, 1), missing: 0 };
  }
  if (row === 'rule') {
    const bitmap = emptyBitmap(widthDots, gapDots);
    for (let x = 0; x < widthDots; x += 1) for (let y = 7; y < 9; y += 1) blacken(bitmap, x, y);
    return { bitmap, missing: 0 };
  }
  return textPiece(row, widthDots, fonts);
}

function textPiece(
  { left, right = '', cellDots = text, isBold = false }: Extract<Row, { left: string }>,
  widthDots: number,
  fonts: LabelFonts,
): Piece {
  const font = isBold ? fonts.bold : fonts.regular;
  const face = pictureFace(font);
  const words = drawableText(font, oneLine(left));
  const amount = drawableText(font, oneLine(right));
  const amountDots = amount === '' ? 0 : Math.ceil(face.widthDots(amount, cellDots));
  // Beside one another where the amount leaves a third for the words; else below them.
  const isBeside = amountDots + besideDots <= (widthDots * 2) / 3;
  const wordsDots = isBeside && amount !== '' ? widthDots - amountDots - besideDots : widthDots;
  const wordRows = wrapText(words, wordsDots, face, cellDots);
  const amountRows = isBeside ? [amount] : wrapText(amount, widthDots, face, cellDots);
  const firstAmountRow = isBeside ? 0 : wordRows.length;
  const rowCount = Math.max(1, wordRows.length, amount === '' ? 0 : firstAmountRow + amountRows.length);
  const high = rowDots(cellDots);
  const bitmap = emptyBitmap(widthDots, rowCount * high);
  wordRows.forEach((words_, index) => draw(bitmap, font, words_, 0, index * high, cellDots));
  if (amount !== '')
    amountRows.forEach((each, index) => {
      const x = widthDots - Math.ceil(face.widthDots(each, cellDots));
      draw(bitmap, font, each, Math.max(0, x), (firstAmountRow + index) * high, cellDots);
    });
  return {
    bitmap,
    missing: missingCharacters(font, oneLine(left)).length + missingCharacters(font, oneLine(right)).length,
  };
}

function draw(
  bitmap: Bitmap,
  font: OutlineFont,
  words: string,
  x: number,
  top: number,
  cellDots: number,
): void {
  const emDots = emOfCell(font, cellDots);
  drawText(bitmap, font, words, {
    x: x + overhangEm * emDots,
    baseline: top + baselineDots(cellDots),
    emDots,
  });
}
