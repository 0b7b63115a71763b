// The label of a bin as ZPL, on the same paper as the shipping label: its code in letters that are read from a trolley, as
// bars, where it lies, and what it bears.
import {
  type ComposedForm,
  composeForm,
  formInnerMm as innerMm,
  formMarginMm as marginMm,
  type MmBox,
} from './form-zpl';
import type { BinLabel, LabelPrinting } from './model';
import type { LabelFonts } from './outline-font';
import type { TextStyle } from './place-text';
import type { PrinterProfile } from './printer-profile';

export const binLabelParts = ['code', 'place', 'purpose', 'limits'] as const;
export type BinLabelPart = (typeof binLabelParts)[number];

/** For whoever draws the same label as a picture. */
export const binLabelBoxes: Record<BinLabelPart | 'bars', MmBox> = {
  code: [marginMm, 6, innerMm, 30],
  bars: [marginMm, 42, innerMm, 50],
  place: [marginMm, 98, innerMm, 14],
  purpose: [marginMm, 115, innerMm, 12],
  limits: [marginMm, 129, innerMm, 10],
};
const rules: readonly MmBox[] = [[marginMm, 38, innerMm, 0.75]];
const styles: Record<BinLabelPart, TextStyle> = {
  code: { maxMm: 26, minMm: 6, bold: true, align: 'centre' },
  place: { maxMm: 9, minMm: 4, bold: true, align: 'centre' },
  purpose: { maxMm: 7, minMm: 3, bold: false, align: 'centre' },
  limits: { maxMm: 6, minMm: 3, bold: false, align: 'centre' },
};

/** Pure: the same input gives the same bytes. */
export function composeBinLabel(
  label: BinLabel,
  profile: PrinterProfile,
  fonts: LabelFonts,
  printing: LabelPrinting,
): ComposedForm<BinLabelPart> {
  const pieces = binLabelParts.map((part) => ({
    part,
    texts: label[part] === '' ? [] : [label[part]],
    box: binLabelBoxes[part],
    style: styles[part],
  }));
  return composeForm(
    { pieces, rules, bars: { code: label.barcode, box: binLabelBoxes.bars } },
    profile,
    fonts,
    printing,
  );
}
