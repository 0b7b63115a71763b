// The label of goods that came back as ZPL, on the same paper as the shipping label: where they go in letters that are read
// from a trolley, what they are, the bars of the product, how they were found, and their return.
import {
  type ComposedForm,
  composePlan,
  formInnerMm as innerMm,
  formMarginMm as marginMm,
  type FormPlan,
} from './form-zpl';
import type { LabelPrinting, RestockLabel } from './model';
import type { LabelFonts } from './outline-font';
import type { PrinterProfile } from './printer-profile';

export type RestockPart = keyof (typeof plan)['parts'];

const plan = {
  parts: {
    goesTo: [[marginMm, 5, innerMm, 24], { maxMm: 20, minMm: 5, bold: true, align: 'centre' }],
    name: [[marginMm, 34, innerMm, 22], { maxMm: 8, minMm: 3, bold: true }],
    sku: [[marginMm, 94, innerMm, 8], { maxMm: 6, minMm: 3, bold: false, align: 'centre' }],
    quantity: [[marginMm, 104, 26, 12], { maxMm: 10, minMm: 4, bold: true }],
    condition: [[marginMm + 28, 105, innerMm - 28, 10], { maxMm: 7, minMm: 3, bold: true, align: 'right' }],
    lot: [[marginMm, 118, innerMm, 9], { maxMm: 6, minMm: 2.6, bold: false }],
    returned: [[marginMm, 132, 34, 8], { maxMm: 5, minMm: 3, bold: false }],
    number: [[marginMm + 36, 131, innerMm - 36, 10], { maxMm: 8, minMm: 3, bold: true, align: 'right' }],
  },
  rules: [
    [marginMm, 31, innerMm, 0.75],
    [marginMm, 129, innerMm, 0.375],
  ],
  bars: [marginMm, 60, innerMm, 32],
} as const satisfies FormPlan<string>;

/** Pure: the same input gives the same bytes. */
export function composeRestockLabel(
  label: RestockLabel,
  profile: PrinterProfile,
  fonts: LabelFonts,
  printing: LabelPrinting,
): ComposedForm<RestockPart> {
  const words: Record<RestockPart, string> = {
    goesTo: label.goesTo,
    name: label.name,
    sku: label.sku,
    quantity: `${label.quantity} x`,
    condition: label.condition,
    lot: label.lot,
    returned: label.returnNumber === '' ? '' : 'RETURN / İADE',
    number: label.returnNumber,
  };
  return composePlan<RestockPart>(plan, { code: label.barcode, words }, profile, fonts, printing);
}
