// The label of a bin, on the same paper as the shipping label: its code in letters that are read from a trolley, as bars, where it
// lies, and what it bears.
import {
  type ComposedForm,
  composePlan,
  formInnerMm as innerMm,
  formMarginMm as marginMm,
  type FormPlan,
  type MmBox,
} from './form-zpl';
import type { BinLabel, LabelPrinting } from './model';
import type { LabelFonts } from './outline-font';
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
const plan: FormPlan<BinLabelPart> = {
  parts: {
    code: [binLabelBoxes.code, { maxMm: 26, minMm: 6, bold: true, align: 'centre' }],
    place: [binLabelBoxes.place, { maxMm: 9, minMm: 4, bold: true, align: 'centre' }],
    purpose: [binLabelBoxes.purpose, { maxMm: 7, minMm: 3, bold: false, align: 'centre' }],
    limits: [binLabelBoxes.limits, { maxMm: 6, minMm: 3, bold: false, align: 'centre' }],
  },
  rules: [[marginMm, 38, innerMm, 0.75]],
  bars: binLabelBoxes.bars,
};

export function composeBinLabel(
  { barcode, code, place, purpose, limits }: BinLabel,
  profile: PrinterProfile,
  fonts: LabelFonts,
  printing: LabelPrinting,
): ComposedForm<BinLabelPart> {
  const said = { code: barcode, words: { code, place, purpose, limits } };
  return composePlan(plan, said, profile, fonts, printing);
}
