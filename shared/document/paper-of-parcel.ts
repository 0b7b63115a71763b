// The papers of a sealed box as its bench prints them: what is in it and for whom. A bench knows no prices, so they show none.
import { type AskedPaper, isOfOrder } from '../domain/document/paper-rules';
import type { Parcel } from '../domain/parcel/parcel';
import type { Paper } from './paper';
import type { ProductCustoms } from '../domain/shipping/customs';
import { paperOfCustoms } from './paper-of-customs';
import { paperLines, type PaperPlace, receiver, startPaper } from './paper-parts';
import type { PaperVoice } from './paper-words';

export type ParcelPaperFacts = PaperPlace & {
  parcel: Parcel;
  /** When the box was closed, as far as the station knows. */
  at: string;
  /** How many boxes the order became; null while that is open. */
  count: number | null;
  /** What customs want to know of a product; left out: nothing is known. */
  customsOf?: (sku: string) => ProductCustoms | null;
};

/** Null for a receipt, which needs prices, and for a box with nothing in it. */
export function paperOfParcel(
  asked: AskedPaper,
  { parcel, at, count, ...place }: ParcelPaperFacts,
  voice: PaperVoice,
): Paper | null {
  const { orderNumber, boxNumber, shipTo, shipping, special, papers, sscc, weightGrams } = parcel;
  const packed = parcel.lines.filter((line) => line.packed > 0);
  if (!isOfOrder(asked.kind))
    return paperOfCustoms(asked, { parcel, at, customsOf: place.customsOf ?? (() => null), ...place }, voice);
  if (asked.kind === 'receipt' || packed.length === 0) return null;
  const { say } = voice;
  const own = asked.kind === 'delivery-note' ? papers?.noteNumber : null;
  const units = packed.reduce((sum, line) => sum + line.packed, 0);
  const giftMessage = special?.giftMessage ?? null;
  const facts: Paper['facts'] = [
    { name: say('paper.fact.order'), value: orderNumber },
    { name: say('paper.fact.date'), value: voice.moment(at, place.timeZone) },
    {
      name: say('paper.fact.box'),
      value: count === null ? voice.count(boxNumber) : say('paper.fact.box-of', { number: boxNumber, count }),
    },
    {
      name: say('paper.fact.carrier'),
      value: `${shipping.carrierName} ${shipping.serviceName}`.trim().slice(0, 200),
    },
  ];
  if (sscc) facts.push({ name: say('paper.fact.sscc'), value: sscc });
  if (asked.kind === 'delivery-note' && weightGrams !== null)
    facts.push({
      name: say('paper.fact.weight'),
      value: say('paper.kilograms', { weight: voice.count(weightGrams / 1000) }),
    });
  return {
    ...startPaper(asked, { number: own ?? `${orderNumber}/${boxNumber}`, orderNumber }, place, voice),
    to: receiver(shipTo, voice),
    facts,
    lines: paperLines(
      packed.map(({ sku, name, packed: quantity }) => ({ sku, name, quantity, unitPriceMinor: null })),
      null,
      voice,
    ),
    sums: [{ name: say('paper.units'), amount: voice.count(units) }],
    gift: giftMessage ? { title: say('paper.gift'), message: giftMessage } : null,
    foot: asked.kind === 'delivery-note' ? [say('paper.foot.taken-over')] : [],
  };
}
