// Operations: one immutable document per action of a person at a station (reference: docs/architecture.md, "Sync").
// stationSeq has no holes and is the proof of delivery; the station itself is known from its token, never from here.
import { z } from 'zod';
import {
  boxIdSchema,
  grantIdSchema,
  locationIdSchema,
  opIdSchema,
  parcelIdSchema,
  personIdSchema,
  purchaseIdSchema,
  receivingIdSchema,
  skuSchema,
  taskIdSchema,
  tourIdSchema,
  transferIdSchema,
} from '../domain/ids';
import { boxOverrideSchema } from '../domain/boxing/box-override';
import { askedPaperSchema, paperKinds } from '../domain/document/paper-rules';
import { seriesSchema } from '../domain/numbers/number-range';
import { usedPaddingSchema } from '../domain/packing/box';
import { parcelLabelSchema } from '../domain/parcel/parcel';
import { photoFileSchema, photoSubjectSchema } from '../domain/photo/photo';
import { conditions, receivedTo } from '../domain/purchasing/purchase';
import { mostPhotos, photoSchema, returnConditions, returnNoteSchema } from '../domain/returns/goods-return';
import { broughtWithSchema } from '../domain/returns/returning';
import { saleSaidSchema } from '../domain/stock/counter-sale';
import { isOutside } from '../domain/stock/ledger';
import { lotSchema } from '../domain/stock/lot';
import { lotSwapSchema } from '../domain/stock/swap';
import { stationOrderSchema } from '../domain/stock/station-order';
import { overrideReasons } from '../domain/special/special-mark';
import { tillCountSchema } from '../domain/till/till';
import { toteSchema } from '../domain/tour/tour';
import { sealWeightSchema } from '../domain/weighing/seal-weight';

const quantity = z.int().positive().max(100_000);

const traitText = z.string().min(1).max(20);
const takenIn = {
  receivingId: receivingIdSchema,
  purchaseId: purchaseIdSchema.nullable(),
  /** They come from another site with it. */
  transferId: transferIdSchema.optional(),
  sku: skuSchema,
  quantity,
  condition: z.enum(conditions),
  to: z.enum(receivedTo),
};

const broughtWith = broughtWithSchema.shape;

const zoneSchema = z.string().min(1).max(40);

/** What is not there shall come from another site: head office looks which one can. */
const otherSite = z.boolean();

const inside = locationIdSchema.refine((place) => !isOutside(place));

/** Body by type. `physical` ops report what happened and are never refused, only reconciled (law 3). */
export const opBodies = {
  'parcel.claim': z.strictObject({}),
  'parcel.open': z.strictObject({}),
  'parcel.open-provisional': z.strictObject({ supervisorId: personIdSchema }),
  'parcel.pack-item': z.strictObject({
    sku: skuSchema,
    quantity,
    code: z.string().max(200),
    scanId: z.string().max(80),
    lot: lotSchema.optional(),
    serial: traitText.optional(),
    /** The one it was taken out of, where the units of a box lie in several. */
    tote: toteSchema.optional(),
  }),
  'parcel.report-item': z.strictObject({
    sku: skuSchema,
    quantity,
    problem: z.enum(['missing', 'damaged']),
    otherSite: otherSite.optional(),
    /** Missing where they should be, and taken out of this bin: they are at the bench. */
    takenFrom: inside.optional(),
  }),
  'parcel.undo': z.strictObject({ undoes: opIdSchema }),
  'parcel.choose-box': z.strictObject({ boxId: boxIdSchema, override: boxOverrideSchema.optional() }),
  'parcel.next-box': z.strictObject({ newParcelId: parcelIdSchema }),
  'parcel.ship-part': z.strictObject({}),
  'parcel.hold': z.strictObject({ reason: z.string().min(1).max(200) }),
  'parcel.resume': z.strictObject({}),
  'parcel.seal': z.strictObject({
    sscc: z.string().length(18),
    weightGrams: z.int().positive(),
    /** Out of the station's range, where the service has one: the series and its serial, and how it reads on the label. */
    carrierNumber: z
      .strictObject({
        series: seriesSchema,
        serial: z.int().positive().max(1e15),
        text: z.string().min(1).max(40),
      })
      .optional(),
    /** Goods in it whose packing instructions were read. */
    read: z.array(skuSchema).max(500).optional(),
    /** What the plan said to fill it with. */
    padding: usedPaddingSchema.optional(),
    /** How its weight is known; left out: it was reckoned. */
    weighed: sealWeightSchema.optional(),
    /** Papers that go with it, and out of the station's range the number of its delivery note. */
    papers: z
      .strictObject({
        asked: z.array(askedPaperSchema).min(1).max(paperKinds.length),
        note: z.strictObject({ series: seriesSchema, number: z.int().positive() }).nullable(),
      })
      .optional(),
  }),
  'parcel.reopen': z.strictObject({ reason: z.string().min(1).max(200) }),
  'parcel.record-label': z.strictObject({ label: parcelLabelSchema }),
  'parcel.answer-cancel': z.discriminatedUnion('answer', [
    z.strictObject({
      answer: z.literal('accepted'),
      lines: z
        .array(z.strictObject({ lineNo: z.int().positive(), quantity }))
        .min(1)
        .max(10_000),
    }),
    z.strictObject({ answer: z.literal('too-late') }),
  ]),
  /** Leased and not begun: somebody else may have it. */
  'parcel.give-back': z.strictObject({}),
  /** A second person looked into the box; with `override` a supervisor did without one. */
  'parcel.verify': z.strictObject({
    verifierId: personIdSchema,
    override: z.enum(overrideReasons).optional(),
  }),
  /** The tag of the special order was scanned on its box. */
  'parcel.prove-tag': z.strictObject({ code: z.string().length(8) }),
  'parcel.hand-over': z.strictObject({ sscc: z.string().length(18), onNote: z.literal(true).optional() }),
  /** Somebody said what an unknown code is. `counted`: the unit is in the box; else it was set aside for head office. */
  'code.propose': z.strictObject({
    code: z.string().min(1).max(64),
    text: z.string().max(200),
    raw: z.string().max(500),
    aim: z.string().max(3).nullable(),
    scanId: z.string().max(80),
    sku: skuSchema,
    quantity,
    counted: z.boolean(),
    supervisorId: personIdSchema.optional(),
  }),
  /** A photograph, which is sent by itself; null: somebody went on without. */
  'photo.take': z.strictObject({ subject: photoSubjectSchema, file: photoFileSchema.nullable() }),
  'tour.claim': z.strictObject({ tourId: tourIdSchema }),
  'tour.begin': z.strictObject({ tourId: tourIdSchema }),
  'tour.take-tote': z.strictObject({
    tourId: tourIdSchema,
    position: z.int().positive().max(200),
    tote: toteSchema,
  }),
  /** Out of the bin into the tote of the parcel; `planned` is the bin they were reserved in. */
  'tour.pick': z.strictObject({
    tourId: tourIdSchema,
    lineNo: z.int().positive(),
    quantity,
    from: locationIdSchema,
    planned: locationIdSchema,
    tote: toteSchema.nullable(),
    code: z.string().max(200),
    scanId: z.string().max(80),
    /** What was taken, where it is known. */
    lot: lotSchema.optional(),
    serial: traitText.optional(),
    /** It is another lot than planned. */
    swap: lotSwapSchema.optional(),
    /** Of the tour, where it picks one zone alone. */
    zone: zoneSchema.optional(),
  }),
  /** What an earlier pick took out of the bin. */
  'tour.put-back': z.strictObject({
    tourId: tourIdSchema,
    undoes: opIdSchema,
    lineNo: z.int().positive(),
    quantity,
    to: locationIdSchema,
    lot: lotSchema.optional(),
    serial: traitText.optional(),
    zone: zoneSchema.optional(),
  }),
  'tour.skip-bin': z.strictObject({ tourId: tourIdSchema, locationId: locationIdSchema }),
  /** The bin does not have them: looked for in another one. */
  'tour.look-elsewhere': z.strictObject({
    tourId: tourIdSchema,
    lineNo: z.int().positive(),
    quantity,
    from: locationIdSchema,
    to: locationIdSchema,
  }),
  /** The bin does not have them, and the box goes without or waits. */
  'tour.short': z.strictObject({
    tourId: tourIdSchema,
    lineNo: z.int().positive(),
    quantity,
    at: locationIdSchema,
    problem: z.enum(['missing', 'damaged']),
    holds: z.boolean(),
    otherSite: otherSite.optional(),
  }),
  /** The totes stand there now. */
  'tour.drop': z.strictObject({ tourId: tourIdSchema, locationId: locationIdSchema }),
  /** Somebody else may go on with it. */
  'tour.give-back': z.strictObject({ tourId: tourIdSchema }),
  /** Goods that came in lie where the body says; without an order when `purchaseId` is null. */
  'receipt.take': z.strictObject({
    ...takenIn,
    lot: traitText.nullable(),
    serial: traitText.nullable(),
    expiry: z
      .string()
      .max(6)
      .regex(/^\d{6}$/)
      .nullable(),
    code: z.string().max(200),
    scanId: z.string().max(80),
  }),
  /** What an earlier take of this station told did not come, or came otherwise. */
  'receipt.undo': z.strictObject({ ...takenIn, undoes: opIdSchema }),
  /** `short`: what is still to come of the order never will. */
  'receipt.finish': z.strictObject({
    receivingId: receivingIdSchema,
    purchaseId: purchaseIdSchema.nullable(),
    transferId: transferIdSchema.optional(),
    rest: z.enum(['awaited', 'short']),
  }),
  /** Goods that came back, as the bench found them. With neither order nor number nobody knows what they belong to. */
  'return.take': z.strictObject({
    ...broughtWith,
    sku: skuSchema,
    quantity,
    condition: z.enum(returnConditions),
    note: returnNoteSchema,
    /** Pictures that were taken of them. */
    photos: z.array(photoSchema).max(mostPhotos).optional(),
    code: z.string().max(200),
    scanId: z.string().max(80),
  }),
  /** What an earlier take of this station told did not come, or came otherwise. */
  'return.undo': z.strictObject({ ...broughtWith, undoes: opIdSchema, sku: skuSchema, quantity }),
  /** What came back as new lies in a bin. */
  'return.shelve': z.strictObject({
    ...broughtWith,
    sku: skuSchema,
    quantity,
    to: locationIdSchema,
    code: z.string().max(200),
    scanId: z.string().max(80),
  }),
  /** Something lay in the parcel that we do not sell. */
  'return.report': z.strictObject({ ...broughtWith, problem: z.literal('not-ours'), note: returnNoteSchema }),
  /** `missing`: what is still awaited never comes. */
  'return.finish': z.strictObject({ ...broughtWith, rest: z.enum(['awaited', 'missing']) }),
  /** Units were carried from one place of the warehouse to another; for `taskId` when a task asked for it. */
  'stock.move': z.strictObject({
    sku: skuSchema,
    quantity,
    from: locationIdSchema,
    to: locationIdSchema,
    taskId: taskIdSchema.nullable(),
    code: z.string().max(200),
    scanId: z.string().max(80),
    lot: lotSchema.optional(),
  }),
  /** Units were put to what goes to another site. */
  'transfer.load': z.strictObject({
    transferId: transferIdSchema,
    sku: skuSchema,
    quantity,
    from: locationIdSchema,
    code: z.string().max(200),
    scanId: z.string().max(80),
    lot: lotSchema.optional(),
  }),
  /** What an earlier load of this station told lies in the bin again. */
  'transfer.unload': z.strictObject({
    transferId: transferIdSchema,
    undoes: opIdSchema,
    sku: skuSchema,
    quantity,
    to: locationIdSchema,
  }),
  /** It left, with what was loaded. */
  'transfer.depart': z.strictObject({ transferId: transferIdSchema }),
  /** Somebody at this bench does what the task says; others need not. */
  'task.begin': z.strictObject({ taskId: taskIdSchema }),
  /** Somebody at the bench did what the task says. */
  'task.done': z.strictObject({ taskId: taskIdSchema }),
  /**
   * Sold over the counter and gone; every line names the quota it comes out of. The document has this number. `said`: what it
   * cost and how it was paid; ops of stations that did not ask have none.
   */
  'counter.sell': z.strictObject({
    series: seriesSchema,
    number: z.int().positive(),
    lines: z
      .array(z.strictObject({ sku: skuSchema, quantity, grantId: grantIdSchema }))
      .min(1)
      .max(500),
    said: saleSaidSchema.optional(),
  }),
  /** The cash of this bench's till was counted; see shared/domain/till. */
  'till.count': tillCountSchema,
  /** An order taken here, promised out of the quotas its lines name. The document has this number. */
  'order.take': stationOrderSchema,
  /** See shared/domain/stock/count.ts; `seen` is how far the station knew the warehouse's stream. */
  'stock.count': z.strictObject({
    locationId: locationIdSchema,
    sku: skuSchema,
    counted: z.int().nonnegative().max(1_000_000),
    inBoxes: z.int().nonnegative().max(1_000_000),
    seen: z.strictObject({ epoch: z.uuid(), seq: z.int().nonnegative() }),
    /** Of the counted units, those whose codes told their lot; left out: none did. */
    lots: z
      .array(z.strictObject({ lot: lotSchema, units: z.int().positive().max(1_000_000) }))
      .max(200)
      .optional(),
  }),
  /** `supervisorId` let the operator work although the station's lists are too old. */
  'bench.log-in': z.strictObject({
    personId: personIdSchema,
    supervisorId: personIdSchema.optional(),
    /** Where two work at one bench; left out: the left one, or the only one. */
    side: z.literal('right').optional(),
  }),
  'bench.log-out': z.strictObject({}),
  /** Stands where an act stood that this computer lost and head office does not have: the count goes on behind it. */
  'bench.lost-op': z.strictObject({}),
  /** Wrong PINs locked somebody at this station. */
  'bench.lock-person': z.strictObject({
    personId: personIdSchema,
    lockMinutes: z.int().positive().max(10_000),
  }),
  'bench.unlock-person': z.strictObject({ personId: personIdSchema, supervisorId: personIdSchema }),
  'bench.refuse-scan': z.strictObject({
    code: z.string().max(80),
    text: z.string().max(500),
    /** A product was scanned where another one was wanted. */
    wrong: z.strictObject({ wanted: skuSchema, scanned: skuSchema }).optional(),
  }),
} as const;

export type OpType = keyof typeof opBodies;
export const opTypes = Object.keys(opBodies) as [OpType, ...OpType[]];
export type OpBody<T extends OpType> = z.infer<(typeof opBodies)[T]>;

export const promiseOpTypes: ReadonlySet<OpType> = new Set<OpType>([
  'parcel.claim',
  'parcel.verify',
  'tour.claim',
]);

/** SHA-256 as base64url. */
export const chainLinkSchema = z
  .string()
  .length(43)
  .regex(/^[\w-]{43}$/);

/** Envelope with an unchecked body: what the local store and the wire carry. `parseOp` checks the body by type and v. */
export const opEnvelopeSchema = z.strictObject({
  opId: opIdSchema,
  stationSeq: z.int().positive(),
  type: z.enum(opTypes),
  v: z.literal(1),
  actor: personIdSchema.nullable(),
  fence: z.int().nonnegative().nullable(),
  parcelId: parcelIdSchema.nullable(),
  body: z.record(z.string().max(80), z.unknown()),
  /** Wall clock of the station, ISO; shown, never used for order. */
  at: z.iso.datetime().max(40),
  /** Milliseconds since the station's process started; monotonic. */
  mono: z.number().nonnegative(),
  /** Its link in the station's chain (op-chain.ts); ops from before chains have none. */
  chain: chainLinkSchema.optional(),
});
export type OpEnvelope = z.infer<typeof opEnvelopeSchema>;

export type Op = { [T in OpType]: Omit<OpEnvelope, 'type' | 'body'> & { type: T; body: OpBody<T> } }[OpType];

/** What a bench decided; the local store adds stationSeq, actor and time. */
export type OpDraft = {
  [T in OpType]: {
    opId: OpEnvelope['opId'];
    type: T;
    parcelId: OpEnvelope['parcelId'];
    fence: number | null;
    body: OpBody<T>;
  };
}[OpType];

/** Checks the body against its type. Throws a ZodError that names the field. */
export function parseOp(envelope: OpEnvelope): Op {
  const body = opBodies[envelope.type].parse(envelope.body);
  return { ...envelope, body } as Op;
}
