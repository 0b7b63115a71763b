// Where a bench stood, found again after a restart or a kill: what was noted last, and the ops that came after it.
// Ops are the truth; the note only knows what no op tells (a stop that was acknowledged, a quantity typed).
import { outsideLocations } from '../../../shared/domain/stock/ledger';
import { ofLot } from '../../../shared/domain/stock/lot';
import { z } from 'zod';
import {
  locationIdSchema,
  opIdSchema,
  parcelIdSchema,
  personIdSchema,
  skuSchema,
} from '../../../shared/domain/ids';
import { documentNumber } from '../../../shared/domain/numbers/series';
import type { BenchSide } from '../../../shared/domain/packing/bench-sides';
import { type Bench, emptyBench, type Person } from '../../../shared/domain/packing/session';
import { movingSchema, startedMoving } from '../../../shared/domain/putaway/moving';
import { receivingSchema, startReceiving, type Take } from '../../../shared/domain/purchasing/receiving';
import {
  openPlaceSchema,
  placeOf,
  withNextBox,
  withoutParcel,
  withParcel,
} from '../../../shared/domain/packing/open-places';
import { moneySchema } from '../../../shared/money/money';
import { roles } from '../../../shared/domain/people/roles';
import { refusalVerdict } from '../../../shared/domain/packing/verdict';
import { returningSchema } from '../../../shared/domain/returns/returning';
import { photographedAfter, returningAfter } from '../returning/returning-after';
import { refusalCodes, refusalSchema } from '../../../shared/domain/refusal';
import type { Op } from '../../../shared/sync/op';

const takenSchema = z
  .object({ opId: opIdSchema, number: z.string().max(60) })
  .nullable()
  .default(null);

const savedBenchSchema = z.object({
  /** Number of the newest op the note knows of. */
  upTo: z.int().nonnegative(),
  operator: z
    .object({
      personId: personIdSchema,
      name: z.string(),
      roles: z.array(z.enum(roles)),
      pinSetAt: z.string().optional(),
    })
    .nullable(),
  letById: personIdSchema.nullable().default(null),
  parcelId: parcelIdSchema.nullable(),
  places: z.array(openPlaceSchema).max(99).default([]),
  placeNext: z.int().min(1).max(99).nullable().default(null),
  lastSealedId: parcelIdSchema.nullable(),
  laterLabelId: parcelIdSchema.nullable().default(null),
  stop: refusalSchema.nullable(),
  times: z.int().nonnegative().nullable(),
  damagedNext: z.boolean(),
  aside: z
    .discriminatedUnion('kind', [
      z.object({
        kind: z.literal('counter'),
        scans: z.array(
          z.object({
            sku: skuSchema,
            name: z.string(),
            quantity: z.int().positive(),
            listed: moneySchema.optional(),
          }),
        ),
        typed: z
          .array(z.object({ sku: skuSchema, unitPriceMinor: z.int().nonnegative() }))
          .max(500)
          .optional(),
        paying: z.literal(true).optional(),
      }),
      z.object({
        kind: z.literal('count'),
        locationId: locationIdSchema.nullable(),
        item: z.object({ sku: skuSchema, name: z.string() }).nullable(),
        scans: z.array(z.int().nonnegative()),
      }),
      z.object({ kind: z.literal('receive'), receiving: receivingSchema }),
      z.object({ kind: z.literal('move'), moving: movingSchema }),
      z.object({ kind: z.literal('return'), returning: returningSchema }),
    ])
    .nullable()
    .default(null),
  photoFor: z.object({ parcelId: parcelIdSchema, units: z.int().nonnegative() }).nullable().default(null),
  named: z
    .array(z.object({ parcelId: parcelIdSchema, code: z.string().max(64), sku: skuSchema }))
    .max(1000)
    .default([]),
  lastTaken: takenSchema,
  lastSold: takenSchema,
});
export type SavedBench = z.infer<typeof savedBenchSchema>;

export function savedBenchOf(bench: Bench, upTo: number): SavedBench {
  const { operator, letById, parcelId, lastSealedId, stop, times, damagedNext, aside } = bench;
  const { laterLabelId, photoFor, named, lastTaken, lastSold, places, placeNext } = bench;
  return {
    upTo,
    operator: operator
      ? {
          personId: operator.personId,
          name: operator.name,
          roles: [...operator.roles],
          pinSetAt: operator.pinSetAt,
        }
      : null,
    letById,
    parcelId,
    places: [...places],
    placeNext,
    lastSealedId,
    laterLabelId,
    stop,
    // Four digits of the command sheet may have been a PIN, given at the wrong moment.
    times: times !== null && times > 999 ? null : times,
    damagedNext,
    // A plain copy: a note keeps no readonly lists.
    aside: structuredClone(aside) as SavedBench['aside'],
    lastTaken,
    lastSold,
    photoFor,
    // Of boxes that stand here alone: what was said of one that is sealed is over.
    named: named.filter((each) => each.parcelId === parcelId || placeOf(places, each.parcelId) !== null),
  };
}

/** A note this version cannot read is as good as none: the ops are still there. */
export function readSavedBench(found: unknown): SavedBench | null {
  const parsed = savedBenchSchema.safeParse(found);
  return parsed.success ? parsed.data : null;
}

/**
 * @param ops this station's ops with a number above `saved.upTo`, in order
 * @param personOf the directory
 * @param count places that the bench has
 * @param side whose ops count, where two may work at the bench; null: all do
 */
export function restoreBench(
  saved: SavedBench | null,
  ops: readonly Op[],
  personOf: (personId: string) => Person | null,
  count = 1,
  side: BenchSide | null = null,
): Bench {
  const { upTo: _upTo, ...noted } = saved ?? { upTo: 0 };
  const begun: Bench = { ...emptyBench, ...noted };
  return ops.reduce<Bench>((bench, op) => {
    if (side !== null && !isOfSide(bench, op, side)) return bench;
    const next = afterOp({ ...bench, placeNext: null }, op, personOf);
    return count > 1 || bench.places.length > 1 ? withPlaces(bench, next, op, count) : next;
  }, begun);
}

/** Nobody works at both sides, and whoever acts is logged in at one: only a log-in has to say which. */
function isOfSide({ operator }: Bench, op: Op, side: BenchSide): boolean {
  if (op.type === 'bench.log-in') return (op.body.side ?? 'left') === side;
  if (op.actor === null && side === 'right') return false;
  return op.actor === (operator?.personId ?? null);
}

/** As the bench itself keeps its places (bench-places.ts), from what the ops tell. */
function withPlaces(before: Bench, next: Bench, op: Op, count: number): Bench {
  const { parcelId } = next;
  if (op.type === 'bench.log-out') return { ...next, places: [] };
  if (op.type === 'parcel.next-box' && op.parcelId)
    return { ...next, places: withNextBox(before.places, op.parcelId, op.body.newParcelId) };
  const isGone = op.type === 'parcel.seal' || op.type === 'parcel.hold';
  const left = isGone ? withoutParcel(before.places, op.parcelId) : before.places;
  return { ...next, places: parcelId ? withParcel(left, parcelId, count, before.placeNext) : left };
}

function afterOp(bench: Bench, op: Op, personOf: (personId: string) => Person | null): Bench {
  if (op.type === 'bench.refuse-scan') return { ...bench, times: null, stop: stopOf(op.body) };
  const free: Bench = { ...bench, stop: null, times: null, damagedNext: false };
  switch (op.type) {
    case 'bench.log-in':
      return {
        ...free,
        operator: personOf(op.body.personId) ?? {
          personId: op.body.personId,
          name: op.body.personId,
          roles: [],
        },
        letById: op.body.supervisorId ?? null,
      };
    case 'bench.log-out':
      return {
        ...free,
        operator: null,
        letById: null,
        parcelId: null,
        aside: null,
        lastTaken: null,
        lastSold: null,
      };
    case 'counter.sell':
      return {
        ...free,
        aside: { kind: 'counter', scans: [] },
        lastTaken: null,
        lastSold: { opId: op.opId, number: documentNumber(op.body.series, op.body.number) },
      };
    case 'order.take':
      return {
        ...free,
        aside: { kind: 'counter', scans: [] },
        lastTaken: { opId: op.opId, number: documentNumber(op.body.series, op.body.number) },
        lastSold: null,
      };
    case 'stock.count':
      return { ...free, aside: { kind: 'count', locationId: op.body.locationId, item: null, scans: [] } };
    case 'receipt.take':
    case 'receipt.undo':
    case 'receipt.finish':
      return { ...free, aside: asideAfter(bench.aside, op) };
    case 'return.take':
    case 'return.undo':
    case 'return.shelve':
    case 'return.report':
    case 'return.finish':
      return { ...free, aside: returningAfter(bench.aside, op) };
    case 'stock.move':
    case 'transfer.load':
      return { ...free, aside: movingAfter(bench.aside, op) };
    case 'transfer.unload':
      return { ...free, aside: takenOff(bench.aside, op) };
    case 'transfer.depart':
      return { ...free, aside: null };
    case 'bench.lock-person':
      // Comes with the refusal it belongs to.
      return bench;
    case 'bench.unlock-person':
      return free;
    case 'parcel.open':
    case 'parcel.open-provisional':
    case 'parcel.reopen':
    case 'parcel.pack-item':
    case 'parcel.report-item':
    case 'parcel.undo':
    case 'parcel.choose-box':
    case 'parcel.ship-part':
    case 'parcel.verify':
    case 'parcel.prove-tag':
      return { ...free, parcelId: op.parcelId, aside: null };
    case 'code.propose': {
      const { parcelId } = op;
      const { counted, code, sku } = op.body;
      const named = counted && parcelId ? [...bench.named, { parcelId, code, sku }] : bench.named;
      return { ...free, parcelId, aside: null, named };
    }
    case 'photo.take':
      return {
        ...free,
        parcelId: op.parcelId ?? bench.parcelId,
        aside: photographedAfter(bench.aside, op),
      };
    case 'parcel.next-box':
      return { ...free, parcelId: op.body.newParcelId };
    case 'parcel.seal':
      // After next-box the seal is about the box before it.
      return {
        ...free,
        lastSealedId: op.parcelId,
        parcelId: bench.parcelId === op.parcelId ? null : bench.parcelId,
      };
    case 'parcel.hold':
      return { ...free, parcelId: null };
    case 'parcel.answer-cancel':
      // What a bench answers by itself is nobody's act: it clears no stop and moves no box.
      return op.actor === null ? bench : free;
    case 'bench.lost-op':
    case 'parcel.claim':
    case 'parcel.resume':
    case 'parcel.hand-over':
    case 'parcel.give-back':
    case 'parcel.record-label':
    case 'task.begin':
    case 'task.done':
    case 'till.count':
    case 'tour.claim':
    case 'tour.begin':
    case 'tour.take-tote':
    case 'tour.pick':
    case 'tour.put-back':
    case 'tour.skip-bin':
    case 'tour.look-elsewhere':
    case 'tour.short':
    case 'tour.drop':
    case 'tour.give-back':
      return { ...bench };
    default: {
      const never: never = op;
      throw new Error(`unexpected op ${JSON.stringify(never)}`);
    }
  }
}

/** What was moved and not noted is out of the hand, and can be carried back. */
function movingAfter(
  aside: Bench['aside'],
  op: Extract<Op, { type: 'stock.move' | 'transfer.load' }>,
): Bench['aside'] {
  const { sku, quantity, from, lot } = op.body;
  const isLoad = op.type === 'transfer.load';
  const to = isLoad ? outsideLocations.transit : op.body.to;
  const of = isLoad ? { transferId: op.body.transferId } : {};
  const moving = aside?.kind === 'move' ? aside.moving : { ...startedMoving(), from };
  if (moving.moves.some(({ opId }) => opId === op.opId)) return { kind: 'move', moving };
  const move = { opId: op.opId, sku, name: sku, quantity, from, to, ...of, ...ofLot(lot) };
  return { kind: 'move', moving: { ...moving, ...of, inHand: null, moves: [...moving.moves, move] } };
}

function takenOff(aside: Bench['aside'], { body }: Extract<Op, { type: 'transfer.unload' }>): Bench['aside'] {
  if (aside?.kind !== 'move') return aside;
  const moves = aside.moving.moves.filter(({ opId }) => opId !== body.undoes);
  return { kind: 'move', moving: { ...aside.moving, moves } };
}

/** What was counted and not noted yet can be taken back all the same. */
function asideAfter(aside: Bench['aside'], op: Extract<Op, { type: `receipt.${string}` }>): Bench['aside'] {
  if (op.type === 'receipt.finish') return null;
  const { receivingId, purchaseId, transferId } = op.body;
  const known =
    aside?.kind === 'receive' && aside.receiving.receivingId === receivingId ? aside.receiving : null;
  const receiving = known ?? { ...startReceiving(receivingId, purchaseId), transferId };
  if (op.type === 'receipt.undo') {
    const takes = receiving.takes.filter(({ opId }) => opId !== op.body.undoes);
    return { kind: 'receive', receiving: { ...receiving, takes } };
  }
  if (receiving.takes.some(({ opId }) => opId === op.opId)) return { kind: 'receive', receiving };
  const { sku, quantity, condition, to, serial } = op.body;
  const take: Take = { opId: op.opId, sku, name: sku, quantity, condition, to, serial };
  return { kind: 'receive', receiving: { ...receiving, asking: null, takes: [...receiving.takes, take] } };
}

/** The op names the refusal and what was scanned; the rest of its words went with the screen. */
function stopOf(body: { code: string; text: string }): Bench['stop'] {
  const code = refusalCodes.find((known) => known === body.code);
  if (!code || !refusalVerdict({ code, values: {} }).holds) return null;
  return { code: 'scan-held-by-stop', values: { code: body.text } };
}
