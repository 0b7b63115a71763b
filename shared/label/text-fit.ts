// Fits text into a box: as large as it may be, wrapped at words, smaller if need be, and at the smallest size
// ended with an ellipsis. It never gives a row wider than the box nor more rows than the box holds.
import { rowDots, type TextFace } from './text-face';

export type FittedText = {
  rows: string[];
  cellDots: number;
  /** True when something had to be left out. */
  shortened: boolean;
};

export type TextRoom = { widthDots: number; heightDots: number; maxCellDots: number; minCellDots: number };

const longestStart = (text: string, fits: (start: string) => boolean): string => {
  let start = '';
  for (const character of text) {
    if (!fits(start + character)) break;
    start += character;
  }
  return start;
};

/** Greedy wrap at spaces; a word wider than the row is cut at a character. */
export function wrapText(text: string, widthDots: number, face: TextFace, cellDots: number): string[] {
  const fits = (row: string): boolean => face.widthDots(row, cellDots) <= widthDots;
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const longer = row === '' ? word : `${row} ${word}`;
    if (fits(longer)) {
      row = longer;
      continue;
    }
    if (row !== '') rows.push(row);
    row = word;
    while (!fits(row)) {
      const start = longestStart(row, fits);
      if (start === '') return rows;
      rows.push(start);
      row = row.slice(start.length);
    }
  }
  if (row !== '') rows.push(row);
  return rows;
}

/** The longest start of the text that fits with an ellipsis behind it; the text itself when it fits whole. */
export function endWithEllipsis(text: string, widthDots: number, face: TextFace, cellDots: number): string {
  const fits = (row: string): boolean => face.widthDots(row, cellDots) <= widthDots;
  if (fits(text)) return text;
  const start = longestStart(text, (candidate) => fits(candidate.trimEnd() + face.ellipsis));
  return start === '' ? '' : start.trimEnd() + face.ellipsis;
}

/** The last paragraphs run together with commas, so that there are no more paragraphs than rows. */
const joinedTo = (paragraphs: readonly string[], rowCount: number): string[] =>
  paragraphs.length <= rowCount
    ? [...paragraphs]
    : [...paragraphs.slice(0, rowCount - 1), paragraphs.slice(rowCount - 1).join(', ')];

const squeezed = (
  paragraphs: readonly string[],
  room: TextRoom,
  face: TextFace,
  rowCount: number,
): FittedText => {
  const cellDots = room.minCellDots;
  const joined = joinedTo(paragraphs, rowCount);
  const wrapped = joined.map((paragraph) => wrapText(paragraph, room.widthDots, face, cellDots));
  const shares = joined.map(() => 1);
  for (let left = rowCount - joined.length; left > 0; left -= 1) {
    const needy = wrapped.findIndex((rows, index) => rows.length > (shares[index] ?? 0));
    if (needy < 0) break;
    shares[needy] = (shares[needy] ?? 0) + 1;
  }
  const rows = wrapped.flatMap((own, index) => {
    const share = shares[index] ?? 1;
    if (own.length <= share) return own;
    const rest = `${own.slice(share - 1).join(' ')}`;
    return [...own.slice(0, share - 1), endWithEllipsis(rest, room.widthDots, face, cellDots)];
  });
  const shortened = wrapped.some((own, index) => own.length > (shares[index] ?? 1));
  return { rows: rows.filter((row) => row !== ''), cellDots, shortened };
};

/** Fits paragraphs (each starts on a row of its own) into a box. */
export function fitText(paragraphs: readonly string[], room: TextRoom, face: TextFace): FittedText {
  const present = paragraphs.filter((paragraph) => paragraph !== '');
  const step = Math.max(1, Math.floor(room.maxCellDots / 40));
  for (let cellDots = room.maxCellDots; cellDots >= room.minCellDots; cellDots -= step) {
    const rowCount = Math.floor(room.heightDots / rowDots(cellDots));
    const rows = present.flatMap((paragraph) => wrapText(paragraph, room.widthDots, face, cellDots));
    const whole = rows.join('').replaceAll(' ', '').length === present.join('').replaceAll(' ', '').length;
    if (whole && rows.length <= rowCount) return { rows, cellDots, shortened: false };
  }
  return squeezed(present, room, face, Math.max(1, Math.floor(room.heightDots / rowDots(room.minCellDots))));
}
