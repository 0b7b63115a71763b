// The papers that a box takes over a border: CN 22 or CN 23, with the fields of the forms of the Universal Postal Union, and the
// commercial invoice. What nobody has told of a product is left open, to be filled in by hand: a box is never kept back by a form.
import type { AskedPaper } from '../domain/document/paper-rules';
import { customsFormOf, formRuleOf, leavesUnion } from '../domain/document/customs-forms';
import type { Parcel, ParcelLine } from '../domain/parcel/parcel';
import type { ProductCustoms } from '../domain/shipping/customs';
import type { Paper, PaperGrid } from './paper';
import { type PaperPlace, receiver, startPaper } from './paper-parts';
import type { PaperVoice } from './paper-words';

export type CustomsPaperFacts = PaperPlace & {
  parcel: Parcel;
  at: string;
  customsOf: (sku: string) => ProductCustoms | null;
};

const open = '____________';

/** Null for a box that crosses no border, or has nothing in it. */
export function paperOfCustoms(
  asked: AskedPaper,
  { parcel, at, customsOf, ...place }: CustomsPaperFacts,
  voice: PaperVoice,
): Paper | null {
  const { orderNumber, boxNumber, shipTo, shipping, special, sscc, carrierNumber, weightGrams } = parcel;
  const packed = parcel.lines.filter((line) => line.packed > 0);
  if (packed.length === 0 || !leavesUnion(packed)) return null;
  const { say } = voice;
  const currency = packed.find(({ declared }) => declared)?.declared?.currency ?? 'EUR';
  const valueMinor = packed.reduce((sum, line) => sum + valueOf(line), 0);
  const netGrams = packed.reduce((sum, line) => sum + line.packed * line.unitWeightGrams, 0);
  const grams = weightGrams ?? netGrams;
  const form = customsFormOf(place.seller.countryCode, { grams, valueMinor, currency });
  const isInvoice = asked.kind === 'commercial-invoice';
  const number = `${orderNumber}/${boxNumber}`;
  const isGift = special?.giftMessage !== undefined && special.giftMessage !== null;
  const kilograms = (of: number): string => say('paper.kilograms', { weight: voice.count(of / 1000) });
  const facts: Paper['facts'] = [
    { name: say('paper.fact.order'), value: orderNumber },
    { name: say('paper.fact.date'), value: voice.moment(at, place.timeZone) },
    ...(sscc ? [{ name: say('paper.fact.sscc'), value: carrierNumber ?? sscc }] : []),
    ...(isInvoice
      ? [
          { name: say('paper.fact.terms'), value: formRuleOf(place.seller.countryCode).terms },
          {
            name: say('paper.fact.carrier'),
            value: `${shipping.carrierName} ${shipping.serviceName}`.trim().slice(0, 200),
          },
        ]
      : [
          {
            name: say('paper.fact.category'),
            value: say(isGift ? 'paper.category.gift' : 'paper.category.sale'),
          },
        ]),
    ...(isInvoice || form === 'cn23'
      ? [
          { name: say('paper.fact.sender-reference'), value: number },
          {
            name: say('paper.fact.importer-contact'),
            value: ([shipTo.phone, shipTo.email].filter(Boolean).join(' ') || open).slice(0, 200),
          },
          { name: say('paper.fact.postage'), value: voice.money(shipping.amountMinor, shipping.currency) },
          ...(isInvoice ? [] : [{ name: say('paper.fact.invoice'), value: number }]),
        ]
      : []),
    { name: say('paper.fact.gross'), value: kilograms(grams) },
  ];
  return {
    ...startPaper(asked, { number, orderNumber }, place, voice),
    title: say(isInvoice ? 'paper.title.commercial-invoice' : `paper.title.${form}`),
    to: { ...receiver(shipTo, voice), title: say(isInvoice ? 'paper.consignee' : 'paper.addressee') },
    facts,
    lines: [],
    grid: gridOf(packed, { currency, valueMinor, netGrams, customsOf, kilograms }, voice),
    sums: [],
    gift: null,
    foot: [
      say(isInvoice ? 'paper.foot.invoice' : 'paper.foot.customs'),
      ...(form === 'cn23' && !isInvoice ? [say('paper.foot.licences')] : []),
      say('paper.foot.signed'),
    ],
  };
}

function gridOf(
  packed: readonly ParcelLine[],
  {
    currency,
    valueMinor,
    netGrams,
    customsOf,
    kilograms,
  }: {
    currency: string;
    valueMinor: number;
    netGrams: number;
    customsOf: CustomsPaperFacts['customsOf'];
    kilograms: (grams: number) => string;
  },
  { say, count, money, country }: PaperVoice,
): PaperGrid {
  return {
    columns: [
      { name: say('paper.column.contents'), isNumber: false },
      { name: say('paper.column.quantity'), isNumber: true },
      { name: say('paper.column.net'), isNumber: true },
      { name: say('paper.column.value'), isNumber: true },
      { name: say('paper.column.tariff'), isNumber: false },
      { name: say('paper.column.origin'), isNumber: false },
    ],
    rows: packed.map((line) => {
      const customs = customsOf(line.sku);
      const value = valueOf(line);
      return {
        cells: [
          (customs?.description ?? line.name).slice(0, 200),
          count(line.packed),
          kilograms(line.packed * line.unitWeightGrams),
          value > 0 ? money(value, currency) : open,
          customs?.hsCode ?? open,
          customs ? country(customs.originCountry) : open,
        ],
        code: null,
      };
    }),
    totals: [
      say('paper.total', { currency }),
      count(packed.reduce((sum, line) => sum + line.packed, 0)),
      kilograms(netGrams),
      money(valueMinor, currency),
      '',
      '',
    ],
  };
}

function valueOf({ packed, declared }: ParcelLine): number {
  return packed * (declared?.unitValueMinor ?? 0);
}
