// The tag of a special order as ZPL, on the same paper as the shipping label: what kind it is in both languages, its code as
// bars and in words, whose it is, and what is to be done with it. It always prints, like the label.
import {
  type ComposedForm,
  composeForm,
  formInnerMm as innerMm,
  formMarginMm as marginMm,
  type MmBox,
} from './form-zpl';
import type { LabelPrinting, SpecialTag } from './model';
import type { LabelFonts } from './outline-font';
import type { TextStyle } from './place-text';
import type { PrinterProfile } from './printer-profile';

const tagParts = ['kindsEn', 'kindsTr', 'code', 'order', 'recipient', 'second', 'note', 'gift'] as const;
export type TagPart = (typeof tagParts)[number];
export type ComposedTag = ComposedForm<TagPart>;

const boxes: Record<TagPart | 'bars', MmBox> = {
  kindsEn: [marginMm, 4, innerMm, 15],
  kindsTr: [marginMm, 20, innerMm, 9],
  bars: [marginMm, 32, innerMm, 24],
  code: [marginMm, 58, innerMm, 10],
  order: [marginMm, 72, innerMm, 9],
  recipient: [marginMm, 82, innerMm, 7],
  second: [marginMm, 92, innerMm, 7],
  note: [marginMm, 101, innerMm, 19],
  gift: [marginMm, 122, innerMm, 22],
};
const rules: readonly MmBox[] = [
  [marginMm, 30, innerMm, 0.5],
  [marginMm, 69.5, innerMm, 0.5],
  [marginMm, 90.5, innerMm, 0.375],
];
const styles: Record<TagPart, TextStyle> = {
  kindsEn: { maxMm: 13, minMm: 4, bold: true, align: 'centre' },
  kindsTr: { maxMm: 7, minMm: 3, bold: false, align: 'centre' },
  code: { maxMm: 9, minMm: 7, bold: true, align: 'centre' },
  order: { maxMm: 7, minMm: 3, bold: true },
  recipient: { maxMm: 5, minMm: 2.6, bold: false },
  second: { maxMm: 5.5, minMm: 2.6, bold: true },
  note: { maxMm: 4.6, minMm: 2.2, bold: false },
  gift: { maxMm: 4.6, minMm: 2.2, bold: false },
};

/** Pure: the same input gives the same bytes. */
export function composeTag(
  tag: SpecialTag,
  profile: PrinterProfile,
  fonts: LabelFonts,
  printing: LabelPrinting,
): ComposedTag {
  const words = wordsOf(tag);
  const pieces = tagParts.map((part) => ({
    part,
    texts: words[part],
    box: boxes[part],
    style: styles[part],
  }));
  return composeForm(
    { pieces, rules, bars: { code: tag.barcode, box: boxes.bars } },
    profile,
    fonts,
    printing,
  );
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
