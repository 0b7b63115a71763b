// Labels of the house's own things, on the paper of the shipping label: totes, products without a code, badges, and the commands of
// the bench as codes to scan.
import {
  type ComposedForm,
  composeForm,
  composePlan,
  formInnerMm as innerMm,
  formMarginMm as marginMm,
  type FormPiece,
  type FormPlan,
  type MmBox,
} from './form-zpl';
import type { BadgeLabel, CommandsLabel, LabelPrinting, ProductLabel, ToteLabel } from './model';
import type { LabelFonts } from './outline-font';
import type { PrinterProfile } from './printer-profile';

type Drawn = [profile: PrinterProfile, fonts: LabelFonts, printing: LabelPrinting];

const tote: FormPlan<'code' | 'words'> = {
  parts: {
    code: [[marginMm, 6, innerMm, 38], { maxMm: 32, minMm: 6, bold: true, align: 'centre' }],
    words: [[marginMm, 118, innerMm, 22], { maxMm: 9, minMm: 3, bold: false, align: 'centre' }],
  },
  rules: [[marginMm, 46, innerMm, 0.75]],
  bars: [marginMm, 52, innerMm, 60],
};
const product: FormPlan<'name' | 'sku' | 'price'> = {
  parts: {
    name: [[marginMm, 6, innerMm, 40], { maxMm: 12, minMm: 3, bold: true, align: 'centre' }],
    sku: [[marginMm, 98, innerMm, 12], { maxMm: 8, minMm: 3, bold: false, align: 'centre' }],
    price: [[marginMm, 114, innerMm, 28], { maxMm: 20, minMm: 5, bold: true, align: 'centre' }],
  },
  rules: [[marginMm, 111.5, innerMm, 0.375]],
  bars: [marginMm, 50, innerMm, 46],
};
const badge: FormPlan<'name' | 'words'> = {
  parts: {
    name: [[marginMm, 10, innerMm, 42], { maxMm: 16, minMm: 5, bold: true, align: 'centre' }],
    words: [[marginMm, 56, innerMm, 18], { maxMm: 8, minMm: 3, bold: false, align: 'centre' }],
  },
  rules: [[marginMm, 53.5, innerMm, 0.75]],
  bars: [marginMm, 84, innerMm, 50],
};

export function composeToteLabel({ barcode, code, words }: ToteLabel, ...to: Drawn): ComposedForm<string> {
  return composePlan(tote, { code: barcode, words: { code, words } }, ...to);
}

export function composeProductLabel(
  { barcode, name, sku, price }: ProductLabel,
  ...to: Drawn
): ComposedForm<string> {
  return composePlan(product, { code: barcode, words: { name, sku, price } }, ...to);
}

export function composeBadgeLabel({ barcode, name, words }: BadgeLabel, ...to: Drawn): ComposedForm<string> {
  return composePlan(badge, { code: barcode, words: { name, words } }, ...to);
}

const rowTopMm = 16;
const rowMm = 21.5;
const wordsMm = 30;

export function composeCommandsLabel({ title, commands }: CommandsLabel, ...to: Drawn): ComposedForm<string> {
  const rowOf = (index: number): number => rowTopMm + index * rowMm;
  const pieces: FormPiece<string>[] = [
    {
      part: 'title',
      texts: [title],
      box: [marginMm, 4, innerMm, 10],
      style: { maxMm: 8, minMm: 3, bold: true },
    },
    ...commands.flatMap(({ words, key }, index): FormPiece<string>[] => [
      {
        part: `words ${index}`,
        texts: [words],
        box: [marginMm, rowOf(index) + 2, wordsMm, 11],
        style: { maxMm: 5, minMm: 2.2, bold: true },
      },
      {
        part: `key ${index}`,
        texts: key === '' ? [] : [key],
        box: [marginMm, rowOf(index) + 13.5, wordsMm, 5],
        style: { maxMm: 3.6, minMm: 2, bold: false },
      },
    ]),
  ];
  const bars = commands.map(({ barcode }, index) => ({
    code: barcode,
    box: [marginMm + wordsMm + 2, rowOf(index) + 2, innerMm - wordsMm - 2, 16] as MmBox,
  }));
  const rules = commands.map((_, index): MmBox => [marginMm, rowOf(index), innerMm, 0.375]);
  return composeForm({ pieces, rules, bars }, ...to);
}
