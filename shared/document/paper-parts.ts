// What every paper has: who sells, who gets it, the order's code, the headings.
import { maxOwnCodePayload, ownCode } from '../barcode/own-code';
import type { Address } from '../domain/customer/address';
import type { AskedPaper } from '../domain/document/paper-rules';
import { partyOf } from '../label/from-parcel';
import { mostPaperLines, type Paper, type PaperLine, type PaperParty } from './paper';
import type { PaperVoice } from './paper-words';

/** Where it is printed for. */
export type PaperPlace = { seller: Address; timeZone: string };

export type PaperGoods = {
  sku: string;
  name: string;
  quantity: number;
  /** Null: not shown, or not known. */
  unitPriceMinor: number | null;
};

type Start = Pick<
  Paper,
  | 'kind'
  | 'paper'
  | 'format'
  | 'language'
  | 'title'
  | 'number'
  | 'orderNumber'
  | 'barcode'
  | 'seller'
  | 'columns'
  | 'copyWord'
>;

export function startPaper(
  { kind, format }: AskedPaper,
  { number, orderNumber }: { number: string; orderNumber: string },
  { seller }: PaperPlace,
  voice: PaperVoice,
): Start {
  const { language, say } = voice;
  return {
    kind: 'paper',
    paper: kind,
    format,
    language,
    title: say(`paper.title.${kind}`),
    number: number.slice(0, 60),
    orderNumber,
    barcode: orderNumber.length <= maxOwnCodePayload ? ownCode('order', orderNumber) : orderNumber,
    seller: sellerOf(seller),
    ...headings(voice),
  };
}

export function sellerOf(seller: Address): PaperParty {
  return { title: '', ...partyOf(seller) };
}

export function headings({ say }: PaperVoice): Pick<Paper, 'columns' | 'copyWord'> {
  return {
    columns: {
      sku: say('paper.column.sku'),
      item: say('paper.column.item'),
      quantity: say('paper.column.quantity'),
      price: say('paper.column.price'),
      amount: say('paper.column.amount'),
    },
    copyWord: say('paper.copy'),
  };
}

export function receiver(to: Address, voice: PaperVoice): PaperParty {
  const { name, lines } = partyOf(to);
  return { title: voice.say('paper.to'), name, lines: [...lines, voice.country(to.countryCode)].slice(0, 9) };
}

/** Each line once, in its own order. */
export function paperLines(
  goods: readonly PaperGoods[],
  currency: string | null,
  { count, money }: PaperVoice,
): PaperLine[] {
  return goods.slice(0, mostPaperLines).map(({ sku, name, quantity, unitPriceMinor }) => {
    const isPriced = unitPriceMinor !== null && currency !== null;
    return {
      sku,
      text: name.slice(0, 200),
      quantity: count(quantity),
      price: isPriced ? money(unitPriceMinor, currency) : null,
      amount: isPriced ? money(quantity * unitPriceMinor, currency) : null,
    };
  });
}
