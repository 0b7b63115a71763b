// The tag of a special order as ZPL, on the same paper as the shipping label: what kind it is in both languages, its code as
// bars and in words, whose it is, and what is to be done with it. It always prints, like the label.
import {
  type ComposedForm,
  composePlan,
  formInnerMm as innerMm,
  formMarginMm as marginMm,
  type FormPlan,
} from './form-zpl';
import type { LabelPrinting, SpecialTag } from './model';
import type { LabelFonts } from './outline-font';
import type { PrinterProfile } from './printer-profile';

export type TagPart = keyof (typeof plan)['parts'];
export type ComposedTag = ComposedForm<TagPart>;

const plan = {
  parts: {
    kindsEn: [[marginMm, 4, innerMm, 15], { maxMm: 13, minMm: 4, bold: true, align: 'centre' }],
    kindsTr: [[marginMm, 20, innerMm, 9], { maxMm: 7, minMm: 3, bold: false, align: 'centre' }],
    code: [[marginMm, 58, innerMm, 10], { maxMm: 9, minMm: 7, bold: true, align: 'centre' }],
    order: [[marginMm, 72, innerMm, 9], { maxMm: 7, minMm: 3, bold: true }],
    recipient: [[marginMm, 82, innerMm, 7], { maxMm: 5, minMm: 2.6, bold: false }],
    second: [[marginMm, 92, innerMm, 7], { maxMm: 5.5, minMm: 2.6, bold: true }],
    note: [[marginMm, 101, innerMm, 19], { maxMm: 4.6, minMm: 2.2, bold: false }],
    gift: [[marginMm, 122, innerMm, 22], { maxMm: 4.6, minMm: 2.2, bold: false }],
  },
  rules: [
    [marginMm, 30, innerMm, 0.5],
    [marginMm, 69.5, innerMm, 0.5],
    [marginMm, 90.5, innerMm, 0.375],
  ],
  bars: [marginMm, 32, innerMm, 24],
} as const satisfies FormPlan<string>;

/** Pure: the same input gives the same bytes. */
export function composeTag(
  tag: SpecialTag,
  profile: PrinterProfile,
  fonts: LabelFonts,
  printing: LabelPrinting,
): ComposedTag {
  return composePlan<TagPart>(plan, { code: tag.barcode, words: wordsOf(tag) }, profile, fonts, printing);
}

function wordsOf(tag: SpecialTag): Record<TagPart, string[]> {
  return {
    kindsEn: [tag.kinds.map(({ en }) => en).join(' + ')],
    kindsTr: [tag.kinds.map(({ tr }) => tr).join(' + ')],
    code: [tag.code],
    order: [`${tag.orderNumber} / ${tag.boxNumber}`],
    recipient: [tag.recipient],
    second: tag.needsSecond ? ['SECOND PERSON / İKİNCİ KİŞİ'] : [],
    note: tag.note.split('\n'),
    gift: tag.giftMessage === '' ? [] : [`“${tag.giftMessage}”`],
  };
}
