// A bench for tests: people, parcels, everything that can be scanned, and the situations it can be scanned in.
import {
  boxIdOf,
  opIdOf,
  orderIdOf,
  parcelIdOf,
  personIdOf,
  returnIdOf,
  skuOf,
  warehouseIdOf,
} from '../ids.test-kit';
import type { Parcel } from '../parcel/parcel';
import {
  boxed,
  elsewhere,
  here,
  lampLine,
  leased,
  lineOf,
  parcelAfter,
  parcelIn,
  planOf,
  started,
} from '../parcel/parcel.test-kit';
import type { Refusal } from '../decision';
import { defaultAccess } from '../people/access';
import { proposePutAway } from '../putaway/propose';
import { transferAt } from '../transfer/transfer-table.test-kit';
import { purchaseIn } from '../purchasing/purchase-table.test-kit';
import { usualBenchRules } from './bench-rules';
import type { Box } from './box';
import { answerScan } from './bench';
import { locationIdSchema, type ReceivingId } from '../ids';
import type { OrderForm } from '../stock/station-order';
import { type BenchCommand, benchCommands } from './bench-command';
import {
  type Bench,
  type BenchFacts,
  type BenchInput,
  type BenchOutcome,
  emptyBench,
  type Person,
} from './session';

export const ayse: Person = { personId: personIdOf('ayse'), name: 'Ayşe', roles: ['packer'] };
export const bob: Person = { personId: personIdOf('bob'), name: 'Bob', roles: ['packer', 'supervisor'] };

export const smallBox: Box = {
  boxId: boxIdOf('B1'),
  name: 'Small',
  code: 'BOX1',
  inner: { lengthMm: 200, widthMm: 150, heightMm: 100 },
  outer: { lengthMm: 206, widthMm: 156, heightMm: 106 },
  tareGrams: 120,
  maxGrams: 5000,
  costMinor: 40,
  currency: 'GBP',
};

/** Another parcel of another order, in the state given. */
export function otherParcel(over: Partial<Parcel> = {}): Parcel {
  return {
    ...parcelAfter(planOf([lineOf({ sku: skuOf('SOAP'), name: 'Rose soap' })]), leased),
    parcelId: parcelIdOf(8),
    orderId: orderIdOf(8),
    orderNumber: '1050',
    ...over,
  };
}

const none = (): Parcel => {
  throw new Error('no such parcel');
};
export const inState = (state: keyof typeof parcelIn): Parcel => parcelIn[state] ?? none();

/** Open on the bench: two of five mugs in the box. */
export const openParcel = inState('packing');
export const emptyOpen = parcelAfter(planOf(), leased, started, boxed);
/** The last one sealed here, labelled: order 1041. */
export const lastParcel: Parcel = { ...inState('labelled'), parcelId: parcelIdOf(9), orderNumber: '1041' };

export function factsOf(over: Partial<BenchFacts> = {}): BenchFacts {
  let ops = 500;
  return {
    stationId: here,
    open: null,
    lastSealed: null,
    held: [],
    offered: null,
    headOfficeMs: 0,
    box: null,
    online: true,
    rules: usualBenchRules(warehouseIdOf('leeds')),
    photo: { asked: false, hasCamera: true, shot: null },
    access: { ...defaultAccess, isTooOld: false },
    nowMs: 1_000_000,
    newOpId: () => {
      ops += 1;
      return opIdOf(ops);
    },
    newParcelId: () => parcelIdOf(77),
    nextSscc: '106141412345678915',
    nextCarrierNumber: 'carrier',
    tours: [],
    tour: null,
    inbound: [],
    transfers: [],
    propose: (inHand) =>
      proposePutAway({ ...inHand, product: inHand.measures, isAside: false, waiting: [], isFast: false }, []),
    replenishments: [],
    newReceivingId: () => opIdOf(900) as string as ReceivingId,
    returns: [],
    newReturnId: () => returnIdOf(900),
    grants: [],
    nextDocument: null,
    papers: { rules: [], givesReceipt: false },
    printers: { other: null },
    seen: null,
    ...over,
  };
}

export function benchOf(over: Partial<Bench> = {}): Bench {
  return { ...emptyBench, operator: ayse, ...over };
}

export type Situation = { bench: Bench; facts: BenchFacts };
export const someStop: Refusal = { code: 'code-unknown', values: { code: 'zzz' } };

const withOpen = (open: Parcel, bench: Partial<Bench> = {}): Situation => ({
  bench: benchOf({ parcelId: open.parcelId, ...bench }),
  facts: factsOf({ open, box: smallBox }),
});

export const situations = {
  /** Nobody is logged in. */
  nobody: { bench: emptyBench, facts: factsOf() },
  /** Somebody, no box open; the last one was labelled. */
  idle: { bench: benchOf({ lastSealedId: lastParcel.parcelId }), facts: factsOf({ lastSealed: lastParcel }) },
  /** A box is open, two mugs in it. */
  open: withOpen(openParcel),
  /** The box has everything in it. */
  complete: withOpen(inState('complete')),
  /** As `open`, and a stop is held. */
  stopped: withOpen(openParcel, { stop: someStop }),
} satisfies Record<string, Situation>;
export type SituationName = keyof typeof situations;
export const situationNames = Object.keys(situations) as SituationName[];

const ofOrder = (...parcels: Parcel[]): BenchInput => ({
  kind: 'parcels',
  parcels,
  by: 'order',
  text: 'ORD',
});
const ofLabel = (...parcels: Parcel[]): BenchInput => ({
  kind: 'parcels',
  parcels,
  by: 'label',
  text: 'SSCC',
});

const ofCarrier = (...parcels: Parcel[]): BenchInput => ({
  kind: 'parcels',
  parcels,
  by: 'carrier',
  text: '1Z9400',
});

export function itemOf(sku: string, over: Partial<Extract<BenchInput, { kind: 'item' }>> = {}): BenchInput {
  return {
    kind: 'item',
    sku: skuOf(sku),
    name: sku.toLowerCase(),
    units: 1,
    code: `code-${sku}`,
    scanId: 'scan-1',
    wantedBy: [],
    ...over,
  };
}

const waiting = otherParcel();
/** Another order on this bench that wants mugs. */
export const waitingForMugs = otherParcel({
  parcelId: parcelIdOf(6),
  orderNumber: '1051',
  lines: [lineOf()],
});
const commandInputs = Object.fromEntries(
  benchCommands.map((command) => [command, { kind: 'command', command } as const]),
) as Record<BenchCommand, BenchInput>;

export const someForm: OrderForm = {
  channelId: 'counter',
  shipTo: {
    name: 'Ada',
    company: null,
    lines: ['1 High Street'],
    postcode: 'LS1 1AA',
    city: 'Leeds',
    region: null,
    countryCode: 'GB',
    phone: null,
    email: null,
  },
  payment: 'cash',
  note: null,
};

/** Everything that can be scanned, by name. */
export const inputs = {
  badge: { kind: 'badge', person: bob },
  'badge of nobody': { kind: 'badge', person: null },
  ...commandInputs,
  'order on this bench': ofOrder(waiting),
  'order parked here': ofOrder(otherParcel({ state: 'packing' })),
  purchase: { kind: 'purchase', purchase: purchaseIn('sent'), text: 'PO-1001' },
  'return nobody told of': { kind: 'return', number: '100000014', text: '100000014' },
  'purchase nobody awaits': { kind: 'purchase', purchase: null, text: 'PO-9' },
  'transfer to load': { kind: 'transfer', here: transferAt('send'), text: 'TR-1001' },
  'transfer that comes': { kind: 'transfer', here: transferAt('receive'), text: 'TR-1001' },
  'transfer nobody knows': { kind: 'transfer', here: null, text: 'TR-9' },
  'order on hold here': ofOrder(otherParcel({ state: 'packing', hold: { reason: 'bench', by: null } })),
  'order nobody holds': ofOrder(otherParcel({ state: 'released', holder: null })),
  'order on another bench': ofOrder(otherParcel({ holder: elsewhere })),
  'order sealed': ofOrder(otherParcel({ state: 'sealed' })),
  'order labelled': ofOrder(otherParcel({ state: 'labelled' })),
  'order that left': ofOrder(otherParcel({ state: 'handed-over' })),
  'order cancelled': ofOrder(otherParcel({ state: 'cancelled' })),
  'order open here': ofOrder(openParcel),
  'order with no parcel': ofOrder(),
  'order elsewhere': { kind: 'order-elsewhere', number: '1060' },
  tote: { kind: 'parcels', parcels: [waiting], by: 'tote', text: 'TOTE-7' },
  'label to hand over': ofLabel(lastParcel),
  'label not confirmed': ofLabel(otherParcel({ state: 'sealed', sscc: '006141412345678901' })),
  'label of a parcel that left': ofLabel({ ...lastParcel, state: 'handed-over' }),
  'label nobody knows': ofLabel(),
  "carrier's code of a box": ofCarrier(lastParcel),
  "carrier's code of two boxes": ofCarrier(lastParcel, otherParcel({ state: 'labelled' })),
  'item wanted': itemOf('MUG', { wantedBy: [waitingForMugs] }),
  'item not in order': itemOf('CLOCK'),
  'item of another order': itemOf('SOAP', { wantedBy: [waiting] }),
  'more than wanted': itemOf('MUG', { units: 6, wantedBy: [waitingForMugs] }),
  box: { kind: 'box', box: smallBox },
  'tote of nobody': { kind: 'tote', tote: 'T7', parcels: [] },
  location: { kind: 'location', locationId: locationIdSchema.parse('A-01') },
  'order form': { kind: 'order-form', form: someForm, prices: { currency: 'GBP', minorBySku: new Map() } },
  'price of a sale': { kind: 'sale-price', sku: skuOf('MUG'), unitPriceMinor: 100 },
  'payment of a sale': { kind: 'sale-payment', payment: { method: 'cash', tenderedMinor: 100 } },
  'unknown code': { kind: 'unknown', text: 'zzz' },
  'misread code': { kind: 'misread', text: '1-3' },
} as const satisfies Record<string, BenchInput>;
export type InputName = keyof typeof inputs;

export function scan(situation: Situation, input: BenchInput): BenchOutcome {
  return answerScan(situation.bench, input, situation.facts);
}

/** `code -> op op` for an answer, `!code` for a refusal. */
export function told({ verdict, ops }: BenchOutcome): string {
  if (verdict.kind === 'refusal') return `!${verdict.refusal.code}`;
  return [verdict.code, ...(ops.length > 0 ? ['->', ...ops.map((op) => op.type)] : [])].join(' ');
}

export { lampLine };
