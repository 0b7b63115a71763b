// From what a scan means to what the packing session is asked: looks up what this station's own store knows about it.
// What is in memory answers at once, so an item of an open box waits for no disk.
import type { ItemDetails } from '../../../shared/barcode/meaning';
import type { ScanEvent } from '../../../shared/barcode/scan';
import { locationIdSchema } from '../../../shared/domain/ids';
import type { Parcel } from '../../../shared/domain/parcel/parcel';
import { readSpecialCode, specialCodeForPeople } from '../../../shared/domain/special/special-code';
import { toPack } from '../../../shared/domain/parcel/questions';
import type { BenchInput } from '../../../shared/domain/packing/session';
import { readPurchaseNumber, type TraitValues } from '../../../shared/domain/purchasing/purchase';
import { readTransferNumber } from '../../../shared/domain/transfer/transfer';
import { noTraits } from '../../../shared/domain/purchasing/receiving';
import type { Catalogue, Item } from '../../data/catalogue';
import type { Directory } from '../../data/directory';
import type { InboundBook } from '../../data/inbound';
import type { ParcelBook } from '../../data/parcels';
import type { PulledCollections } from '../../data/store';
import type { BusScan } from '../../input/scan-bus';
import { commandOfPayload, isBenchCommand } from '../../input/commands';

export type InputFacts = {
  book: ParcelBook;
  directory: Directory;
  catalogue: Catalogue;
  orders: Pick<PulledCollections['orders'], 'find'>;
  inbound: Pick<InboundBook, 'byNumber' | 'transferByNumber'>;
};

/** Longest text kept as evidence of a scan. */
const longestText = 200;
const longestRaw = 500;

/** Answers at once where memory knows; otherwise after reading the store. */
export function benchInputOf(
  { scan, meaning }: BusScan,
  facts: InputFacts,
): BenchInput | Promise<BenchInput> {
  const text = meaning.text.slice(0, longestText);
  const unknown: BenchInput = { kind: 'unknown', text };
  switch (meaning.kind) {
    case 'command': {
      const id = commandOfPayload(meaning.payload)?.id;
      return id !== undefined && isBenchCommand(id) ? { kind: 'command', command: id } : unknown;
    }
    case 'badge':
      return { kind: 'badge', person: facts.directory.personByBadge(meaning.payload) };
    case 'box': {
      const box = facts.directory.boxByCode(meaning.text) ?? facts.directory.box(meaning.payload);
      return box ? { kind: 'box', box } : unknown;
    }
    case 'order':
      return orderInput(meaning.payload, facts, text);
    case 'special':
      return tagInput(readSpecialCode(meaning.payload), facts, text);
    case 'purchase':
      return purchaseInput(meaning.payload, facts, text) ?? { kind: 'purchase', purchase: null, text };
    case 'transfer':
      return transferInput(meaning.payload, facts, text) ?? { kind: 'transfer', here: null, text };
    case 'tote':
      return facts.book
        .byTote(meaning.payload)
        .then((parcels): BenchInput => ({ kind: 'tote', tote: meaning.payload, parcels }));
    case 'return':
      return { kind: 'return', number: meaning.payload, text };
    case 'location':
      return { kind: 'location', locationId: locationIdSchema.parse(meaning.payload) };
    case 'sscc':
      return labelInput(meaning.sscc, facts, text);
    case 'item':
      return itemOrText(meaning.code, meaning.count ?? 1, scan, facts, text, traitsOf(meaning));
    case 'text':
      return itemOrText(meaning.text, 1, scan, facts, text);
    case 'misread':
      // A code of ours that was read badly is no carrier's; a number of a carrier may well look like an article's.
      return meaning.reason === 'check-sign'
        ? { kind: 'misread', text }
        : carrierInput(meaning.text, facts, { kind: 'misread', text });
    default: {
      const never: never = meaning;
      throw new Error(`unexpected meaning ${JSON.stringify(never)}`);
    }
  }
}

function itemOrText(
  code: string,
  count: number,
  scan: ScanEvent,
  facts: InputFacts,
  text: string,
  traits: TraitValues = noTraits,
): BenchInput | Promise<BenchInput> {
  const known = facts.catalogue.held(code);
  return known
    ? itemInput(known, count, scan, facts, text, traits)
    : lookUp(code, count, scan, facts, text, traits);
}

/** Not an item of a parcel held here: an order number, any other product, or nothing we know. */
async function lookUp(
  code: string,
  count: number,
  scan: ScanEvent,
  facts: InputFacts,
  text: string,
  traits: TraitValues,
): Promise<BenchInput> {
  const order = await orderInput(text, facts, text);
  if (order.kind !== 'unknown') return order;
  const purchase = purchaseInput(text, facts, text);
  if (purchase) return purchase;
  const transfer = transferInput(text, facts, text);
  if (transfer) return transfer;
  // A tag's code typed by hand, where there is such an order; a catalogue may have a code that looks like one.
  const tag = readSpecialCode(text);
  const tagged = tag === null ? null : await tagInput(tag, facts, text);
  if (tagged?.kind === 'parcels' && tagged.parcels.length > 0) return tagged;
  const item = await facts.catalogue.find(code);
  if (item) return itemInput(item, count, scan, facts, text, traits);
  const box = facts.directory.boxByCode(text);
  return box ? { kind: 'box', box } : carrierInput(text, facts, unknownItem(code, scan, text, traits));
}

function unknownItem(
  code: string,
  { scanId, raw, aim }: ScanEvent,
  text: string,
  traits: TraitValues,
): BenchInput {
  return { kind: 'unknown', text, scan: { code, text, raw: raw.slice(0, longestRaw), aim, scanId, traits } };
}

/** The carrier's own number on a box: only what nothing else of ours is called. */
function carrierInput(code: string, facts: InputFacts, otherwise: BenchInput): BenchInput {
  const parcels = facts.book.byCarrierCode(code);
  return parcels.length > 0
    ? { kind: 'parcels', parcels, by: 'carrier', text: code.slice(0, longestText) }
    : otherwise;
}

/** The number of an order to a supplier; null for anything else. */
function purchaseInput(payload: string, { inbound }: InputFacts, text: string): BenchInput | null {
  const number = readPurchaseNumber(payload);
  return number === null ? null : { kind: 'purchase', purchase: inbound.byNumber(number), text };
}

/** The number of a transfer between sites; null for anything else. */
function transferInput(payload: string, { inbound }: InputFacts, text: string): BenchInput | null {
  const number = readTransferNumber(payload);
  return number === null ? null : { kind: 'transfer', here: inbound.transferByNumber(number), text };
}

function itemInput(
  item: Item,
  count: number,
  scan: ScanEvent,
  facts: InputFacts,
  text: string,
  traits: TraitValues,
): BenchInput {
  return {
    kind: 'item',
    sku: item.sku,
    name: item.name,
    units: item.units * count,
    code: text,
    scanId: scan.scanId,
    traits,
    asks: item.asks,
    rotation: item.rotation,
    measures: item.measures,
    listed: item.listed,
    wantedBy: facts.book.toPack().filter((parcel) => !parcel.hold && wants(parcel, item.sku)),
  };
}

/** Longer ones than the standard knows are no lot and no serial. */
function traitsOf({ lot, serial, expiry }: ItemDetails): TraitValues {
  const short = (value: string | null): string | null =>
    value !== null && value.length >= 1 && value.length <= 20 ? value : null;
  return { lot: short(lot), serial: short(serial), expiry: expiry?.length === 6 ? expiry : null };
}

function wants(parcel: Parcel, sku: string): boolean {
  return parcel.lines.some((line) => line.sku === sku && toPack(line) > 0);
}

function orderInput(number: string, facts: InputFacts, text: string): BenchInput | Promise<BenchInput> {
  const here = facts.book.toPack().filter((parcel) => parcel.orderNumber === number);
  if (here.length > 0) return { kind: 'parcels', parcels: here, by: 'order', text };
  return facts.book.byOrderNumber(number).then(async (parcels): Promise<BenchInput> => {
    if (parcels.length > 0) return { kind: 'parcels', parcels, by: 'order', text };
    const elsewhere = await facts.orders.find({ selector: { number }, limit: 1 });
    const [order] = elsewhere;
    return order
      ? { kind: 'order-elsewhere', number, orderId: order.doc.orderId }
      : { kind: 'unknown', text };
  });
}

/** Its tag is printed when a box is begun: what no bench has begun, and nobody waits for, is looked for last. */
const releasedRead = 500;
async function tagInput(code: string | null, facts: InputFacts, text: string): Promise<BenchInput> {
  if (code === null) return { kind: 'misread', text };
  const isMeant = ({ special }: Parcel): boolean => special?.code === code;
  const here = facts.book.held().filter(isMeant);
  const begun = here.length > 0 ? here : (await facts.book.inUse()).filter(isMeant);
  const parcels = begun.length > 0 ? begun : (await facts.book.released(releasedRead)).filter(isMeant);
  return { kind: 'parcels', parcels, by: 'tag', text: specialCodeForPeople(code) };
}

async function labelInput(sscc: string, facts: InputFacts, text: string): Promise<BenchInput> {
  const ours: BenchInput = { kind: 'parcels', parcels: await facts.book.bySscc(sscc), by: 'label', text };
  // Some carriers number parcels as we do.
  return ours.parcels.length > 0 ? ours : carrierInput(text, facts, ours);
}
