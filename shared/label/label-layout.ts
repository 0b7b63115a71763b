// Where every field of the shipping label may put ink, in dots, for one printer. Ink outside these boxes is a fault.
// Measured from the top left corner of the paper; no box touches the edge, and only rules may cross.
import { type LabelPaper, paperOf, type PrinterProfile } from './printer-profile';

export const labelTextFields = [
  'carrierName',
  'serviceName',
  'parcelCaption',
  'parcelCount',
  'weight',
  'senderCaption',
  'sender',
  'countryCode',
  'recipientCaption',
  'recipient',
  'carrierNumber',
  'orderCaption',
  'orderNumber',
  'itemsCaption',
  'items',
  'ssccText',
  'printMark',
  'attempt',
] as const;
export type LabelTextField = (typeof labelTextFields)[number];
/** The recipient's box holds three parts that flow one below the other; every other text box holds one part. */
export type LabelTextPart =
  | Exclude<LabelTextField, 'recipient'>
  | 'recipientName'
  | 'recipientLines'
  | 'countryName';
export const labelCodeFields = ['orderCode', 'carrierNumber', 'sscc'] as const;
export type LabelCodeField = (typeof labelCodeFields)[number];
export const labelRules = [
  'underCarrier',
  'besideParcel',
  'underSender',
  'underRecipient',
  'besideItems',
  'aboveSscc',
] as const;
export type LabelRule = (typeof labelRules)[number];

export type LabelBox = { x: number; y: number; widthDots: number; heightDots: number };
type WithoutNumber<Field extends string> = Record<Exclude<Field, 'carrierNumber'>, LabelBox> & {
  carrierNumber?: LabelBox;
};
export type LabelLayout = {
  paper: LabelPaper;
  /** The carrier's number has its boxes only on labels that carry one. */
  text: WithoutNumber<LabelTextField>;
  codes: WithoutNumber<LabelCodeField>;
  rules: Record<LabelRule, LabelBox>;
};

/** [left, top, width, height] in millimetres. */
type MmBox = readonly [number, number, number, number];

const marginMm = 3;
const ruleMm = 0.375;
/** One module of the SSCC symbol: the lower end of what GS1 allows for logistic labels is 0.495 mm. */
export const ssccModuleMm = 0.5;
/** Start C, FNC1, ten digit pairs and check character at 11 modules, stop at 13. */
export const ssccModules = 13 * 11 + 13;

/** Number in words and as bars, with the gaps around it. */
const carrierNumberMm = 15.5;

/** The boxes of a label on the paper of this printer; a carrier's own number takes its room from the address. */
export function labelLayout(profile: PrinterProfile, hasCarrierNumber = false): LabelLayout {
  const paper = paperOf(profile);
  const { widthMm, heightMm } = paper;
  const innerMm = widthMm - 2 * marginMm;
  const rightEdgeMm = widthMm - marginMm;
  /** Paper longer than 150 mm gives the extra to the address. */
  const spareMm = heightMm - 150;

  const sideMm = 27;
  const sideLeftMm = rightEdgeMm - sideMm;
  const mainMm = innerMm - sideMm - 3;
  const itemsMm = 34;
  const itemsLeftMm = rightEdgeMm - itemsMm;
  const orderMm = innerMm - itemsMm - 3;
  const orderTopMm = 88.5 + spareMm;
  const ssccTopMm = 108.5 + spareMm;
  const footTopMm = 146 + spareMm;
  const numberMm = hasCarrierNumber ? carrierNumberMm : 0;
  const numberTopMm = orderTopMm - 1.8 - numberMm;
  const ssccMm = ssccModules * ssccModuleMm;

  const box = ([left, top, width, height]: MmBox): LabelBox => {
    const x = Math.round(left * paper.dotsPerMm);
    const y = Math.round(top * paper.dotsPerMm);
    return {
      x,
      y,
      widthDots: Math.round((left + width) * paper.dotsPerMm) - x,
      heightDots: Math.round((top + height) * paper.dotsPerMm) - y,
    };
  };

  return {
    paper,
    text: {
      carrierName: box([marginMm, 2.5, mainMm, 10]),
      serviceName: box([marginMm, 12.8, mainMm, 6]),
      parcelCaption: box([sideLeftMm, 2.5, sideMm, 3]),
      parcelCount: box([sideLeftMm, 5.8, sideMm, 7]),
      weight: box([sideLeftMm, 13, sideMm, 5.8]),
      senderCaption: box([marginMm, 20.3, mainMm, 3]),
      sender: box([marginMm, 23.5, mainMm, 13.5]),
      countryCode: box([sideLeftMm, 20.5, sideMm, 16.5]),
      recipientCaption: box([marginMm, 38.6, innerMm, 3]),
      recipient: box([marginMm, 42, innerMm, 44.8 + spareMm - numberMm]),
      ...(hasCarrierNumber ? { carrierNumber: box([marginMm, numberTopMm + 0.6, innerMm, 3.8]) } : {}),
      orderCaption: box([marginMm, orderTopMm, 14, 3.4]),
      orderNumber: box([marginMm + 14.5, orderTopMm - 0.4, orderMm - 14.5, 5]),
      itemsCaption: box([itemsLeftMm, orderTopMm, itemsMm, 3]),
      items: box([itemsLeftMm, orderTopMm + 3.4, itemsMm, 15]),
      ssccText: box([marginMm, ssccTopMm, innerMm, 4.6]),
      printMark: box([marginMm, footTopMm, 62, 2.6]),
      attempt: box([rightEdgeMm - 26, footTopMm, 26, 2.6]),
    },
    codes: {
      ...(hasCarrierNumber
        ? { carrierNumber: box([marginMm, numberTopMm + 4.8, innerMm, numberMm - 5.2]) }
        : {}),
      orderCode: box([marginMm, orderTopMm + 5.4, orderMm, 12.6]),
      sscc: box([(widthMm - ssccMm) / 2, ssccTopMm + 5, ssccMm, 32]),
    },
    rules: {
      underCarrier: box([marginMm, 19.3, innerMm, ruleMm]),
      besideParcel: box([sideLeftMm - 1.7, 2.5, ruleMm, 35.1]),
      underSender: box([marginMm, 37.6, innerMm, ruleMm]),
      underRecipient: box([marginMm, orderTopMm - 1.4, innerMm, ruleMm]),
      besideItems: box([itemsLeftMm - 1.7, orderTopMm, ruleMm, 18]),
      aboveSscc: box([marginMm, ssccTopMm - 0.8, innerMm, ruleMm]),
    },
  };
}

/** Every box of a layout, with its name, in one list. */
export function labelBoxes(layout: LabelLayout): { name: string; box: LabelBox }[] {
  return [layout.text, layout.codes, layout.rules].flatMap((group) =>
    Object.entries(group).map(([name, box]) => ({ name, box })),
  );
}
