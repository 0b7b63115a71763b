// The receipt of an order that was taken over the counter or on the telephone, as ZPL on the paper of the shipping label: who
// sells, the order's number as bars and in words, when, how it is paid, what was ordered and what it comes to.
// Never cuts an amount: names give way, and what does not fit one label goes on the next one (receipt-pages.ts).
import {
  type ComposedForm,
  composeForm,
  type FormPiece,
  formInnerMm as innerMm,
  formMarginMm as marginMm,
  type MmBox,
} from './form-zpl';
import type { LabelPrinting, Receipt } from './model';
import type { LabelFonts } from './outline-font';
import type { TextStyle } from './place-text';
import type { PrinterProfile } from './printer-profile';
import { linesOnReceipt } from './receipt-pages';

export type ReceiptPart =
  | 'company'
  | 'address'
  | 'title'
  | 'page'
  | 'order'
  | 'facts'
  | 'item'
  | 'each'
  | 'amount'
  | 'sum'
  | 'sumName'
  | 'goesOn';
export type ComposedReceipt = ComposedForm<ReceiptPart>;

const barsMm: MmBox = [marginMm, 37, innerMm, 13];
const rules: readonly MmBox[] = [
  [marginMm, 20.5, innerMm, 0.5],
  [marginMm, 66, innerMm, 0.375],
];
const sumRuleMm: MmBox = [marginMm, 133, innerMm, 0.5];

const linesTopMm = 68;
const lineMm = 5.3;
const itemMm = 50;
const eachMm = 22;
const amountMm = innerMm - itemMm - eachMm;
const gapMm = 1.5;

const small: TextStyle = { maxMm: 3.4, minMm: 2, bold: false };
const figure: TextStyle = { maxMm: 3.4, minMm: 1.6, bold: false, align: 'right' };

/** Pure: the same input gives the same bytes. */
export function composeReceipt(
  receipt: Receipt,
  profile: PrinterProfile,
  fonts: LabelFonts,
  printing: LabelPrinting,
): ComposedReceipt {
  const pieces = [
    ...headOf(receipt),
    ...receipt.lines.slice(0, linesOnReceipt).flatMap(lineOf),
    ...footOf(receipt),
  ];
  return composeForm(
    {
      pieces,
      rules: receipt.total ? [...rules, sumRuleMm] : rules,
      bars: [{ code: receipt.barcode, box: barsMm }],
    },
    profile,
    fonts,
    printing,
  );
}

function headOf({ company, title, page, orderWords, facts }: Receipt): FormPiece<ReceiptPart>[] {
  return [
    piece('company', [company.name], [marginMm, 4, innerMm, 8.5], { maxMm: 6.5, minMm: 3, bold: true }),
    piece('address', company.lines, [marginMm, 12.5, innerMm, 7.5], { ...small, maxMm: 3 }),
    piece('title', [title], [marginMm, 22, 68, 7], { maxMm: 5.5, minMm: 3, bold: true }),
    piece(
      'page',
      page.count > 1 ? [`${page.number} / ${page.count}`] : [],
      [marginMm + 70, 22, innerMm - 70, 7],
      { maxMm: 4.5, minMm: 3, bold: true, align: 'right' },
    ),
    piece('order', [orderWords], [marginMm, 29.5, innerMm, 7], { maxMm: 5, minMm: 2.4, bold: true }),
    piece('facts', facts, [marginMm, 52, innerMm, 13.5], small),
  ];
}

function lineOf({ text, each, amount }: Receipt['lines'][number], index: number): FormPiece<ReceiptPart>[] {
  const top = linesTopMm + index * lineMm;
  const height = lineMm - 0.3;
  return [
    piece('item', [text], [marginMm, top, itemMm - gapMm, height], { ...small, minMm: 1.9 }),
    piece('each', [each], [marginMm + itemMm, top, eachMm - gapMm, height], figure),
    piece('amount', [amount], [marginMm + itemMm + eachMm, top, amountMm, height], figure),
  ];
}

function footOf({ total, goesOn }: Receipt): FormPiece<ReceiptPart>[] {
  const told = goesOn === null ? [] : [piece('goesOn', [goesOn], [marginMm, 136, innerMm, 7], small)];
  if (!total) return told;
  const style: TextStyle = { maxMm: 6, minMm: 2.6, bold: true };
  return [
    piece('sumName', [total.name], [marginMm, 135, 46, 8.5], style),
    piece('sum', [total.amount], [marginMm + 46, 135, innerMm - 46, 8.5], { ...style, align: 'right' }),
  ];
}

function piece(
  part: ReceiptPart,
  texts: readonly string[],
  box: MmBox,
  style: TextStyle,
): FormPiece<ReceiptPart> {
  return { part, texts, box, style };
}
