// The label of goods that came back as ZPL, on the same paper as the shipping label: where they go in letters that are read
// from a trolley, what they are, the bars of the product, how they were found, and their return.
import {
  type ComposedForm,
  composeForm,
  formInnerMm as innerMm,
  formMarginMm as marginMm,
  type MmBox,
} from './form-zpl';
import type { LabelPrinting, RestockLabel } from './model';
import type { LabelFonts } from './outline-font';
import type { TextStyle } from './place-text';
import type { PrinterProfile } from './printer-profile';

const restockParts = ['goesTo', 'name', 'sku', 'quantity', 'condition', 'lot', 'returned', 'number'] as const;
export type RestockPart = (typeof restockParts)[number];

const boxes: Record<RestockPart | 'bars', MmBox> = {
  goesTo: [marginMm, 5, innerMm, 24],
  name: [marginMm, 34, innerMm, 22],
  bars: [marginMm, 60, innerMm, 32],
  sku: [marginMm, 94, innerMm, 8],
  quantity: [marginMm, 104, 26, 12],
  condition: [marginMm + 28, 105, innerMm - 28, 10],
  lot: [marginMm, 118, innerMm, 9],
  returned: [marginMm, 132, 34, 8],
  number: [marginMm + 36, 131, innerMm - 36, 10],
};
const rules: readonly MmBox[] = [
  [marginMm, 31, innerMm, 0.75],
  [marginMm, 129, innerMm, 0.375],
];
const styles: Record<RestockPart, TextStyle> = {
  goesTo: { maxMm: 20, minMm: 5, bold: true, align: 'centre' },
  name: { maxMm: 8, minMm: 3, bold: true },
  sku: { maxMm: 6, minMm: 3, bold: false, align: 'centre' },
  quantity: { maxMm: 10, minMm: 4, bold: true },
  condition: { maxMm: 7, minMm: 3, bold: true, align: 'right' },
  lot: { maxMm: 6, minMm: 2.6, bold: false },
  returned: { maxMm: 5, minMm: 3, bold: false },
  number: { maxMm: 8, minMm: 3, bold: true, align: 'right' },
};

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
  const pieces = restockParts.map((part) => ({
    part,
    texts: words[part] === '' ? [] : [words[part]],
    box: boxes[part],
    style: styles[part],
  }));
  return composeForm(
    { pieces, rules, bars: { code: label.barcode, box: boxes.bars } },
    profile,
    fonts,
    printing,
  );
}
