// What a label puts on paper, in no printer's language: texts, pictures, rules and codes, each in its place in dots. Every language and
// every preview is made from the same marks, so what is seen is what is printed.
import type { Bitmap } from './bitmap';
import type { LabelPaper } from './printer-profile';

export type DotPlace = { x: number; y: number };

export type LabelMark =
  /** One line in the printer's own scalable font; `cellDots`: the height of its cell, of which capitals fill three quarters. */
  | { mark: 'text'; place: DotPlace; cellDots: number; text: string }
  | { mark: 'picture'; place: DotPlace; bitmap: Bitmap }
  | { mark: 'rule'; place: DotPlace; widthDots: number; heightDots: number }
  /** Code 128 in subset B, without words beneath. */
  | { mark: 'code128'; place: DotPlace; moduleDots: number; heightDots: number; text: string }
  /** GS1-128 of one SSCC. */
  | { mark: 'sscc'; place: DotPlace; moduleDots: number; heightDots: number; sscc: string }
  /** DataMatrix ECC 200, square. */
  | { mark: 'datamatrix'; place: DotPlace; moduleDots: number; text: string };

/** `echo`: what a printer that can is asked to send back once the label is out, and where the same words stand on it. */
export type LabelDrawing = {
  paper: LabelPaper;
  marks: readonly LabelMark[];
  echo: { token: string; place: DotPlace; cellDots: number } | null;
};
