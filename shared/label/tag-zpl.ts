// The tag of a special order as ZPL, on the same paper as the shipping label: what kind it is in both languages, its code as
// bars and in words, whose it is, and what is to be done with it. It always prints, like the label.
import type { LabelBox } from './label-layout';
import type { LabelPrinting, SpecialTag } from './model';
import { orderCodeField, type OrderCodeSymbol } from './order-code';
import type { LabelFonts } from './outline-font';
import { type PlacedInk, placeText, printerPlace, type TextStyle } from './place-text';
import { paperOf, type PrinterProfile } from './printer-profile';
import { oneLine, printerKnows } from './text-face';
import { echoField, labelFormat, ruleField, type ZplFormat } from './zpl';
import { zplData } from './zpl-data';

export type ComposedTag = {
  zpl: ZplFormat;
  /** Characters printed as a replacement frame, one for each occurrence. */
  missingGlyphs: number;
  /** Parts of which something was left out. */
  shortened: TagPart[];
  codeSymbol: OrderCodeSymbol;
};

const tagParts = [
  'kindsEn',
  'kindsTr',
  'code',
  'order',
  'recipient',
  'second',
  'note',
  'gift',
  'printMark',
  'attempt',
] as const;
export type TagPart = (typeof tagParts)[number];

/** [left, top, width, height] in millimetres. */
type MmBox = readonly [number, number, number, number];
const marginMm = 4;
const innerMm = 92;
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
  printMark: [marginMm, 146, 60, 2.6],
  attempt: [marginMm + innerMm - 26, 146, 26, 2.6],
};
const rulesMm: readonly MmBox[] = [
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
  printMark: { maxMm: 1.9, minMm: 1.9, bold: false },
  attempt: { maxMm: 2, minMm: 2, bold: true, align: 'right' },
};

/** Pure: the same input gives the same bytes. */
export function composeTag(
  tag: SpecialTag,
  profile: PrinterProfile,
  fonts: LabelFonts,
  printing: LabelPrinting,
): ComposedTag {
  const paper = paperOf(profile);
  const { dotsPerMm } = paper;
  const box = ([left, top, width, height]: MmBox): LabelBox => ({
    x: Math.round(left * dotsPerMm),
    y: Math.round(top * dotsPerMm),
    widthDots: Math.round(width * dotsPerMm),
    heightDots: Math.round(height * dotsPerMm),
  });
  const placed: PlacedInk = { commands: [], missing: [] };
  const words = wordsOf(tag, printing);
  const shortened: TagPart[] = [];
  for (const part of tagParts) {
    const texts = words[part].map(oneLine).filter((text) => text !== '');
    const isPicture = texts.some((text) => !printerKnows(text, profile.fontsKnowTurkish));
    const told = placeText(
      { texts, box: box(boxes[part]), ...styles[part], dotsPerMm, fonts, isPicture },
      placed,
    );
    if (told.shortened) shortened.push(part);
  }
  const rules = rulesMm.map((rule) => {
    const { widthDots, heightDots, ...place } = box(rule);
    return ruleField(place, widthDots, heightDots);
  });
  const bars = orderCodeField(oneLine(tag.barcode), box(boxes.bars), paper);
  return {
    zpl: labelFormat(paper.widthDots, paper.heightDots, [
      ...rules,
      ...placed.commands,
      ...bars.fields,
      ...echoOf(printing, dotsPerMm),
    ]),
    missingGlyphs: placed.missing.length,
    shortened,
    codeSymbol: bars.symbol,
  };
}

function wordsOf(tag: SpecialTag, { attempt, echoToken }: LabelPrinting): Record<TagPart, string[]> {
  return {
    kindsEn: [tag.kinds.map(({ en }) => en).join(' + ')],
    kindsTr: [tag.kinds.map(({ tr }) => tr).join(' + ')],
    code: [tag.code],
    order: [`${tag.orderNumber} / ${tag.boxNumber}`],
    recipient: [tag.recipient],
    second: tag.needsSecond ? ['SECOND PERSON / İKİNCİ KİŞİ'] : [],
    note: tag.note.split('\n'),
    gift: tag.giftMessage === '' ? [] : [`“${tag.giftMessage}”`],
    printMark: echoToken === null ? [] : [echoToken],
    attempt: attempt > 1 ? [`COPY ${attempt}`] : [],
  };
}

function echoOf({ echoToken }: LabelPrinting, dotsPerMm: number): ReturnType<typeof echoField>[] {
  if (echoToken === null) return [];
  const cellDots = Math.round(styles.printMark.maxMm * dotsPerMm);
  const [left, top] = boxes.printMark;
  const place = printerPlace(Math.round(left * dotsPerMm), Math.round(top * dotsPerMm), cellDots);
  return [echoField(place, cellDots, zplData(echoToken))];
}
