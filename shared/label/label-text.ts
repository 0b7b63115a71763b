// The text of a label in place: each part in its box, in the printer's font or as a picture, never larger than its box.
// It reports what the fonts lack and what had to be shortened; it decides nothing about codes or rules.
import type { LabelBox, LabelLayout, LabelTextField, LabelTextPart } from './label-layout';
import type { DotPlace } from './label-marks';
import type { LabelWording } from './label-wording';
import type { LabelFonts } from './outline-font';
import { type PlacedInk, placeText, printerPlace, type TextStyle } from './place-text';
import type { PrinterProfile } from './printer-profile';
import { printerKnows } from './text-face';

/** Parts of one block share a typeface, so that an address looks like one. */
type PartStyle = TextStyle & { block?: 'recipient' };

export type PlacedText = PlacedInk & { shortened: LabelTextPart[] };

/** Heights of a text cell in millimetres; capitals are three quarters of it. */
const styles: Record<LabelTextPart, PartStyle> = {
  carrierName: { maxMm: 8, minMm: 3, bold: true },
  serviceName: { maxMm: 4.5, minMm: 2.4, bold: false },
  parcelCaption: { maxMm: 2.25, minMm: 2.25, bold: false },
  parcelCount: { maxMm: 5.5, minMm: 2.6, bold: true },
  weight: { maxMm: 4.5, minMm: 2.6, bold: false },
  senderCaption: { maxMm: 2.25, minMm: 2.25, bold: false },
  sender: { maxMm: 2.7, minMm: 2, bold: false },
  countryCode: { maxMm: 13, minMm: 10, bold: true, align: 'centre' },
  recipientCaption: { maxMm: 2.25, minMm: 2.25, bold: false },
  recipientName: { maxMm: 6.2, minMm: 3.4, bold: true, block: 'recipient' },
  recipientLines: { maxMm: 5.2, minMm: 2.5, bold: false, block: 'recipient' },
  countryName: { maxMm: 5.6, minMm: 2.6, bold: true, block: 'recipient' },
  carrierNumber: { maxMm: 3.4, minMm: 2.4, bold: true },
  orderCaption: { maxMm: 2.25, minMm: 2.25, bold: false },
  orderNumber: { maxMm: 3.8, minMm: 2, bold: true },
  itemsCaption: { maxMm: 2.25, minMm: 2.25, bold: false },
  items: { maxMm: 2.3, minMm: 2.3, bold: false },
  ssccText: { maxMm: 3.7, minMm: 3, bold: true, align: 'centre' },
  printMark: { maxMm: 1.9, minMm: 1.9, bold: false },
  attempt: { maxMm: 2, minMm: 2, bold: true, align: 'right' },
};

/** Room kept for the parts that come later, as shares of the recipient's box. */
const nameShare = 0.36;
const countryShare = 0.17;
const recipientGapMm = 0.8;

export type TextPlacement = {
  layout: LabelLayout;
  profile: PrinterProfile;
  fonts: LabelFonts;
  wording: LabelWording;
};

/** Where the print mark stands in font 0, for the field that is echoed. */
export function printMarkPlace(layout: LabelLayout): { place: DotPlace; cellDots: number } {
  const cellDots = Math.round(styles.printMark.maxMm * layout.paper.dotsPerMm);
  const { x, y } = layout.text.printMark;
  return { place: printerPlace(x, y, cellDots), cellDots };
}

const partsOf = (block: PartStyle['block']): LabelTextPart[] =>
  (Object.keys(styles) as LabelTextPart[]).filter((part) => styles[part].block === block);

const isPicture = (placement: TextPlacement, part: LabelTextPart): boolean => {
  const { block } = styles[part];
  const parts = block === undefined ? [part] : partsOf(block);
  return parts.some((one) => placement.wording[one].some((text) => !printerKnows(text, placement.profile)));
};

/** Places one part in a box and returns the height in dots it took. */
const placePart = (
  placement: TextPlacement,
  part: LabelTextPart,
  box: LabelBox,
  placed: PlacedText,
): number => {
  const { shortened, heightDots } = placeText(
    {
      texts: placement.wording[part],
      box,
      ...styles[part],
      dotsPerMm: placement.layout.paper.dotsPerMm,
      fonts: placement.fonts,
      isPicture: isPicture(placement, part),
    },
    placed,
  );
  if (shortened) placed.shortened.push(part);
  return heightDots;
};

const placeRecipient = (placement: TextPlacement, placed: PlacedText): void => {
  const whole = placement.layout.text.recipient;
  const bottom = whole.y + whole.heightDots;
  const gap = Math.round(recipientGapMm * placement.layout.paper.dotsPerMm);
  const countryDots = Math.round(whole.heightDots * countryShare);
  const nameBox = { ...whole, heightDots: Math.round(whole.heightDots * nameShare) };
  const linesTop = whole.y + placePart(placement, 'recipientName', nameBox, placed) + gap;
  const linesBox = { ...whole, y: linesTop, heightDots: bottom - countryDots - gap - linesTop };
  const countryTop = linesTop + placePart(placement, 'recipientLines', linesBox, placed) + gap;
  placePart(placement, 'countryName', { ...whole, y: countryTop, heightDots: countryDots }, placed);
};

/** Places all text of a label. */
export function placeLabelText(placement: TextPlacement): PlacedText {
  const placed: PlacedText = { marks: [], missing: [], shortened: [] };
  for (const field of Object.keys(placement.layout.text) as LabelTextField[]) {
    const box = placement.layout.text[field];
    if (field === 'recipient') placeRecipient(placement, placed);
    else if (box) placePart(placement, field, box, placed);
  }
  return placed;
}
