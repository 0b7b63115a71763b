// The words of every field of a label, before they are fitted. Captions are English: carriers read them, not customers.
// It cuts nothing but the list of items, which says how many it left out.
import { ssccForPeople } from '../barcode/sscc';
import type { LabelTextPart } from './label-layout';
import type { LabelPrinting, ShippingLabel } from './model';
import { oneLine } from './text-face';

/** One entry a paragraph; every text is one line without control characters. */
export type LabelWording = Record<LabelTextPart, string[]> & { itemsLeftOut: boolean };

/** Rows of the items box. */
const itemRows = 5;

const weightForPeople = (weightGrams: number): string =>
  weightGrams < 1000 ? `${weightGrams} g` : `${(weightGrams / 1000).toFixed(2)} kg`;

/** `sent` items as rows; with more than fit, the last row says how many products are missing from the list. */
const itemsForPeople = (items: ShippingLabel['items']): string[] => {
  const rows = items.map((item) => `${item.quantity} x ${item.text}`);
  if (rows.length <= itemRows) return rows;
  return [...rows.slice(0, itemRows - 1), `+ ${rows.length - itemRows + 1} more products`];
};

export function labelWording(label: ShippingLabel, printing: LabelPrinting): LabelWording {
  const pieces = label.items.reduce((sum, item) => sum + item.quantity, 0);
  const { number, count } = label.parcel;
  const words: Record<LabelTextPart, string[]> = {
    carrierName: [label.carrierName],
    serviceName: [label.serviceName],
    parcelCaption: ['PARCEL'],
    parcelCount: [count === null ? `No. ${number}` : `${number} of ${count}`],
    weight: label.weightGrams === null ? [] : [weightForPeople(label.weightGrams)],
    senderCaption: ['FROM'],
    sender: [label.sender.name, ...label.sender.lines],
    countryCode: [label.recipient.countryCode],
    recipientCaption: ['SHIP TO'],
    recipientName: [label.recipient.name],
    recipientLines: label.recipient.lines,
    countryName: [label.recipient.countryName],
    carrierNumber: label.carrierNumber === undefined ? [] : [label.carrierNumber],
    orderCaption: ['ORDER'],
    orderNumber: [label.orderNumber],
    itemsCaption: [`CONTENTS: ${pieces} ${pieces === 1 ? 'piece' : 'pieces'}`],
    items: itemsForPeople(label.items),
    ssccText: [ssccForPeople(label.sscc)],
    printMark: printing.echoToken === null ? [] : [printing.echoToken],
    attempt: printing.attempt > 1 ? [`COPY ${printing.attempt}`] : [],
  };
  const oneLiners = Object.fromEntries(
    Object.entries(words).map(([field, texts]) => [field, texts.map(oneLine).filter((text) => text !== '')]),
  ) as Record<LabelTextPart, string[]>;
  return { ...oneLiners, itemsLeftOut: label.items.length > itemRows };
}
