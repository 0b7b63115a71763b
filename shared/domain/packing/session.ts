// The state of one bench's packing session, what a scan can be, and what an answer to it is made of.
// Only shapes and the two ways to answer live here; what is answered when is in bench.ts and its neighbours.
import type { Money } from '../../money/money';
import type { Lot } from '../stock/lot';
import type { Rotation } from '../stock/rotation';
import type { Refusal } from '../decision';
import type { Purchase, Trait, TraitValues } from '../purchasing/purchase';
import type { TransferHere } from '../transfer/transfer';
import type { InHand, Measures, Moving, ReplenishTask } from '../putaway/moving';
import type { Proposal } from '../putaway/propose';
import type { Receiving } from '../purchasing/receiving';
import type {
  BoxId,
  LocationId,
  OpId,
  OrderId,
  ParcelId,
  PersonId,
  ReceivingId,
  Sku,
  StationId,
} from '../ids';
import type { Arrival } from '../returns/arrival';
import type { ReturnId } from '../returns/goods-return';
import type { Returning } from '../returns/returning';
import type { CounterFacts, SalePayment, SaleScan, TypedPrice } from '../stock/counter-sale';
import type { HeldGrant } from '../stock/quota';
import type { OrderForm, StationPrices } from '../stock/station-order';
import type { PackingWeight } from '../weighing/packing-weight';
import type { Access } from '../people/access';
import type { Role } from '../people/roles';
import type { Parcel } from '../parcel/parcel';
import type { Shot } from '../photo/photo';
import type { OverrideReason } from '../special/special-mark';
import type { TourStop } from '../tour/stops';
import type { Tour } from '../tour/tour';
import type { Walk } from '../tour/walk';
import type { CarrierNumber } from '../shipping/carrier';
import type { PaperRule } from '../document/paper-rules';
import type { BenchOp } from './bench-ops';
import type { PutOp } from './bench-put';
import type { RestockUnits } from './bench-return-label';
import type { BenchRules } from './bench-rules';
import type { SidesFacts } from './bench-sides';
import type { BenchCommand } from './bench-command';
import type { Box, UsedPadding } from './box';
import type { Jam } from './bench-jam';
import { wrongItemOf } from './mistake';
import { textOf } from './scan-text';
import type { OpenPlaces } from './open-places';
import type { KnownWeight, LearnedWeights, ScaleFacts, WeightQuestion } from './weighing-facts';
import { type Place, refusalVerdict, type Verdict } from './verdict';

export type Person = {
  personId: PersonId;
  name: string;
  roles: readonly Role[];
  retired?: boolean | undefined;
  /** Absent: has no PIN. */
  pinSetAt?: string | undefined;
};

/** What is gathered aside from packing, scan by scan; it becomes an op when it is finished. */
export type Aside =
  | {
      kind: 'counter';
      scans: readonly SaleScan[];
      /** Prices that the operator said, of products that none was told of. */
      typed?: readonly TypedPrice[] | undefined;
      /** All is gathered, and how it is paid is asked; what is said ahead of a scan is an amount then. */
      paying?: true | undefined;
    }
  | {
      kind: 'count';
      locationId: LocationId | null;
      item: { sku: Sku; name: string } | null;
      /** Units of every scan. */
      scans: readonly number[];
      /** Their lots, scan by scan, where codes told them. */
      lots?: readonly (Lot | null)[] | undefined;
    }
  /** A tour through the aisles; what was picked is an op with each scan. */
  | { kind: 'tour'; walk: Walk }
  /** Goods that come in; what was counted is an op with each scan. */
  | { kind: 'receive'; receiving: Receiving }
  /** Units carried from place to place; each move is an op when its bin is scanned. */
  | { kind: 'move'; moving: Moving }
  /** Goods that come back; what was judged is an op with each judgement. */
  | { kind: 'return'; returning: Returning };
/** What a badge waits for its PIN for. */
export type PinFor = {
  person: Person;
  act: 'log-in' | 'let-work' | 'provisional' | 'unlock' | 'verify' | 'name-code';
};

/** A code that nobody knows, as it was read. */
export type UnknownScan = {
  /** As the catalogue would keep it. */
  code: string;
  text: string;
  /** What arrived, with prefix and symbology identifier. */
  raw: string;
  aim: string | null;
  scanId: string;
  /** Lot, serial and expiry that the code carries. */
  traits?: TraitValues | undefined;
};

/** What an unknown code is, is asked: offered while its stop stands, then which product it is, then whose badge it counts under. */
export type Naming = { scan: UnknownScan; ask: 'offered' | 'product' | 'badge'; lineNo: number | null };

/** An order that was taken at this bench, by the op that tells of it. */
export type TakenOrder = { opId: OpId; number: string };

/** An instruction of a product of the open box; `at` counts them within its product. */
export type ToRead = { lineNo: number; sku: Sku; name: string; at: number };

export type Bench = {
  operator: Person | null;
  /** The parcel whose box is open on this bench. */
  parcelId: ParcelId | null;
  /** Where parcels stand side by side, at a bench with several places; `parcelId` is the one in hand, if any is. */
  places: OpenPlaces;
  /** A place that was said: the next scan is about it. */
  placeNext: number | null;
  /** A unit that several parcels wanted, put just now: the code of another place moves it. */
  lastPut: PutOp | null;
  /** The parcel the last label belongs to: what REPRINT and REOPEN are about when no box is open. */
  lastSealedId: ParcelId | null;
  stop: Refusal | null;
  /** The parcel that a supervisor's badge would begin to pack provisionally, as long as the stop that says so stands. */
  offeredId: ParcelId | null;
  /** Who asked to work while the lists were too old: a supervisor's badge lets them, as long as the stop stands. */
  letIn: Person | null;
  /** The supervisor who let the operator work with lists that are too old. */
  letById: PersonId | null;
  /** A badge was scanned and its PIN is asked for; nothing else is taken meanwhile. */
  pinFor: PinFor | null;
  /**
   * A second person has to look into the open box; `command` goes on once one has. `override`: a supervisor does without,
   * `asked` while the reason is.
   */
  second: { command: 'seal' | 'next-box'; override: OverrideReason | 'asked' | null } | null;
  /** Another box than the planned one was taken, and why is asked; `item`: which one does not fit. */
  whyBox: { boxId: BoxId; planned: BoxId; fillPermille: number; ask: 'reason' | 'item' } | null;
  /** Instructions are read one by one before `command` goes on. */
  reading: { command: 'seal' | 'next-box'; at: number } | null;
  /** The box whose instructions were read. */
  readFor: ParcelId | null;
  /** A photograph of the open box is asked for before `command` goes on. */
  photo: { command: 'seal' | 'next-box' } | null;
  /** The box that was photographed, or gone on with without, with so many units in it. */
  photoFor: { parcelId: ParcelId; units: number } | null;
  weighing: WeightQuestion | null;
  weighed: KnownWeight | null;
  naming: Naming | null;
  /** Codes that were said to be a product, and count for that box. */
  named: readonly { parcelId: ParcelId; code: string; sku: Sku }[];
  /** A box whose label was put off: it is not asked to be scanned any more. */
  laterLabelId: ParcelId | null;
  /** Paper jammed, and which label was the last good one is asked. */
  jam: Jam | null;
  /** Units the next item scan counts for; null is one. */
  times: number | null;
  /** The next item scan reports a damaged unit instead of packing it. */
  damagedNext: boolean;
  /** The tote that units of the open box are taken out of, where they lie in several. */
  fromTote: { parcelId: ParcelId; tote: string } | null;
  /** A dangerous act waits for the same scan again until then (monotonic milliseconds). */
  confirm: { act: string; untilMs: number } | null;
  /** A sale over the counter or a count under way; no box is open then. */
  aside: Aside | null;
  /** The order that was taken here last, until the next one is begun: what REPRINT is about while orders are gathered. */
  lastTaken: TakenOrder | null;
  /** What was sold here last over the counter, in the same way. */
  lastSold: TakenOrder | null;
};

/** What is said ahead of a scan (how many, damaged, the same once more) is used up by it. */
export const nothingSaid = { times: null, damagedNext: false, confirm: null } as const;

export const emptyBench: Bench = {
  operator: null,
  parcelId: null,
  places: [],
  placeNext: null,
  lastPut: null,
  lastSealedId: null,
  stop: null,
  offeredId: null,
  letIn: null,
  letById: null,
  pinFor: null,
  second: null,
  whyBox: null,
  reading: null,
  readFor: null,
  photo: null,
  photoFor: null,
  weighing: null,
  weighed: null,
  naming: null,
  named: [],
  laterLabelId: null,
  jam: null,
  ...nothingSaid,
  fromTote: null,
  aside: null,
  lastTaken: null,
  lastSold: null,
};

/** What was scanned, with what the station's own store knows about it. */
export type BenchInput =
  /** `isProven`: the station has checked the PIN. */
  | { kind: 'badge'; person: Person | null; isProven?: boolean }
  | { kind: 'command'; command: BenchCommand }
  /**
   * An order, tote or label code of parcels this station can see; newest state, own ops folded in. `carrier`: the
   * carrier's own code, with all the boxes that it fits.
   */
  | {
      kind: 'parcels';
      parcels: readonly Parcel[];
      by: 'order' | 'tote' | 'label' | 'carrier' | 'tag';
      text: string;
    }
  /** An order that exists, but of which this warehouse has nothing to pack. */
  | { kind: 'order-elsewhere'; number: string; orderId?: OrderId | undefined }
  | {
      kind: 'item';
      sku: Sku;
      name: string;
      units: number;
      code: string;
      scanId: string /** Parcels of this bench that still want it, in queue order. */;
      wantedBy: readonly Parcel[];
      /** Lot, serial and expiry that the code carries, and which of them the product asks for when it comes in. */
      traits?: TraitValues;
      asks?: readonly Trait[];
      /** Which of it goes out first; null: it is all alike. */
      rotation?: Rotation | null;
      /** Null: the product is not known here. */
      measures?: Measures | null;
      /** Of one, by the product's own record. */
      listed?: Money | undefined;
    }
  /** An order to a supplier; null when it is not one that is awaited here. */
  | { kind: 'purchase'; purchase: Purchase | null; text: string }
  /** Goods between sites, with what is done with them here; null when it is not one that is open here. */
  | { kind: 'transfer'; here: TransferHere | null; text: string }
  /** The code of a return. */
  | { kind: 'return'; number: string; text: string }
  /** `parcels`: those this station can see whose units lie in it. */
  | { kind: 'tote'; tote: string; parcels: readonly Parcel[] }
  | { kind: 'box'; box: Box }
  | { kind: 'location'; locationId: LocationId }
  /** What is gathered for the counter is ordered rather than taken along. */
  | { kind: 'order-form'; form: OrderForm; prices: StationPrices }
  /** What one costs that nobody has told a price of. */
  | { kind: 'sale-price'; sku: Sku; unitPriceMinor: number }
  /** What is gathered is paid like that, and taken along. */
  | { kind: 'sale-payment'; payment: SalePayment }
  /** `scan` is left out where it cannot be a product's code. */
  | { kind: 'unknown'; text: string; scan?: UnknownScan | undefined }
  | { kind: 'misread'; text: string };

/** What the answer may depend on besides the scan. */
export type BenchFacts = {
  stationId: StationId;
  /** The open parcel with own ops folded in, or null when none is open. */
  open: Parcel | null;
  lastSealed: Parcel | null;
  /** Held by this station and not sealed, in the order of the queue. */
  held: readonly Parcel[];
  /** The parcel a provisional pack is offered for. */
  offered: Parcel | null;
  /** The latest that head office's clock can show, in epoch milliseconds; null when it cannot be known. */
  headOfficeMs: number | null;
  /** The box chosen for the open parcel. */
  box: Box | null;
  /** The plan for the open parcel: its boxes, the first of them now, and how full that would be; and what is to be read. */
  boxing?:
    | {
        planned: readonly BoxId[];
        fillPermille: number;
        padding: UsedPadding | null;
        toRead: readonly ToRead[];
      }
    | null
    | undefined;
  /** Left out: one parcel at a time. */
  places?: PlacesFacts | undefined;
  /** Left out: one operator works at this bench. */
  sides?: SidesFacts | undefined;
  online: boolean;
  /** Of the warehouse; left out: UTC. */
  timeZone?: string | undefined;
  /** What the warehouse asks of its benches. */
  rules: BenchRules;
  /** Whether the open box is to be photographed, and what the camera saw just now; null where nobody asked it. */
  photo: { asked: boolean; hasCamera: boolean; shot: Shot | null };
  /** The scale of the bench; null or left out: none is heard. */
  scale?: ScaleFacts | null | undefined;
  weights?: LearnedWeights | undefined;
  /** What boxes weigh here beside their goods; null or left out: nobody has learned it. */
  packing?: PackingWeight | null | undefined;
  /** What the company asks of people, and whether the lists that say so are too old to go by. */
  access: Access & { isTooOld: boolean };
  nowMs: number;
  newOpId: () => OpId;
  newParcelId: () => ParcelId;
  /** The next free SSCC of this station's range, or null when it is used up. */
  nextSscc: string | null;
  /**
   * The next number of the open parcel's service: null when the range is used up, `carrier` where the carrier gives the
   * numbers itself.
   */
  nextCarrierNumber: CarrierNumber | 'carrier' | null;
  /** Tours of the warehouse that are planned or walked, in order. */
  tours: readonly Tour[];
  /** The tour that is walked here, with what is still to be picked; null when none is, or none is held. */
  tour: { tour: Tour; stops: readonly TourStop[]; picked: number } | null;
  /** Orders to suppliers of which something is to come here, own ops folded in. */
  inbound: readonly Purchase[];
  /** Transfers that are loaded here or may come here, own ops folded in. */
  transfers: readonly TransferHere[];
  newReceivingId: () => ReceivingId;
  /** Returns that may come here, own ops folded in. */
  returns: readonly Arrival[];
  /** For goods that nobody announced. */
  newReturnId: () => ReturnId;
  /** Where units go that were taken from a place. */
  propose: (inHand: InHand, from: LocationId) => Proposal;
  /** Pick faces to be filled up, that no other bench has begun. */
  replenishments: readonly ReplenishTask[];
  /** Quotas this station may sell from, its own sales taken off. */
  grants: readonly HeldGrant[];
  /** Prices and taxes of the counter as head office told last; left out: it has told none. */
  counter?: CounterFacts | undefined;
  /** The next number of the station's own documents, or null when it has none. */
  nextDocument: { series: string; number: number } | null;
  /** Which papers go with a box, and whether goods taken along get a receipt. */
  papers: { rules: readonly PaperRule[]; givesReceipt: boolean };
  /** Name of the label printer that is not used now; null where there is no other. */
  printers: { other: string | null };
  /** Labels that came out of the printer that is used, or may have, newest first; left out: none is known. */
  printedLately?: (() => Jam['labels']) | undefined;
  /** Which print of a box's label is the newest; left out: as its parcel says. */
  attemptOf?: ((parcel: Parcel) => number | null) | undefined;
  /**
   * How far the station knows the warehouse, and units of the counted bin in boxes; null when nothing is counted. Of a bin
   * that is empty: what somebody is asked to count there.
   */
  seen: {
    epoch: string;
    seq: number;
    inBoxes: number;
    asked?: readonly { sku: Sku; name: string; inBoxes: number }[];
  } | null;
};

/** Several parcels at one bench. */
export type PlacesFacts = {
  /** Places of this bench, as it is set. */
  count: number;
  /** Parcels that stand there, own ops folded in, in the order of the queue. */
  open: readonly Parcel[];
  /** What is known with that one in hand. */
  turned: (parcelId: ParcelId | null) => BenchFacts;
};

/** How many parcels the bench wants to hold from now on; a pause ends with the next TAKE or log-in. */
export type WorkChange = { kind: 'take'; count: number } | { kind: 'pause' } | { kind: 'resume' };

export type BenchOutcome = {
  bench: Bench;
  ops: BenchOp[];
  verdict: Verdict;
  /** Print this parcel's label once more. */
  reprint: ParcelId | null;
  /** Print this parcel's tag once more. */
  tag?: ParcelId | undefined;
  /** Print the label of goods that came back. */
  restock?: RestockUnits | undefined;
  /** Print this parcel's papers once more. */
  papers?: ParcelId | undefined;
  /** Print the list of what this tour still has to pick. */
  pickList?: { tour: Tour; stops: readonly TourStop[] } | undefined;
  /** Labels that a jam spoilt, oldest first, by their jobs: each prints once more. */
  printAgain?: readonly string[];
  /** Labels come out of the other printer from now on. */
  changesPrinter?: boolean;
  /** Print the receipt of this order or sale, or print it once more where it was printed. */
  receipt?: OpId | undefined;
  work: WorkChange | null;
};

export function outcome(
  bench: Bench,
  ops: BenchOp[],
  verdict: Verdict,
  reprint: ParcelId | null = null,
): BenchOutcome {
  return { bench, ops, verdict, reprint, work: null };
}

/** A refusal is evidence too: it becomes an op, so the order's history shows it. */
export function refused(
  bench: Bench,
  refusal: Refusal,
  input: BenchInput,
  facts: BenchFacts,
  place: Place = null,
): BenchOutcome {
  const verdict = refusalVerdict(refusal, place);
  const wrong = wrongItemOf(bench, refusal, input, facts);
  const op: BenchOp = {
    opId: facts.newOpId(),
    type: 'bench.refuse-scan',
    parcelId: facts.open?.parcelId ?? null,
    fence: facts.open?.fence ?? null,
    body: { code: refusal.code, text: textOf(input), ...(wrong ? { wrong } : {}) },
  };
  return outcome(
    {
      ...bench,
      stop: verdict.holds ? refusal : null,
      offeredId: null,
      letIn: null,
      pinFor: null,
      second: null,
      whyBox: null,
      reading: null,
      photo: null,
      weighing: null,
      naming: null,
      ...nothingSaid,
    },
    [op],
    verdict,
  );
}
