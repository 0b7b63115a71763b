// Ops for tests: one of every type with a body that is right, and the envelope around any of them.
import {
  binOf,
  boxIdOf,
  opIdOf,
  parcelIdOf,
  personIdOf,
  skuOf,
  taskIdOf,
  tourIdOf,
} from '../domain/ids.test-kit';
import { type GrantId, locationIdSchema } from '../domain/ids';
import { firstParcel, sscc } from '../domain/parcel/parcel.test-kit';
import { testCode } from '../domain/special/special.test-kit';
import type { Op, OpBody, OpType } from './op';

export const opBodyOf: { [T in OpType]: OpBody<T> } = {
  'parcel.claim': {},
  'parcel.open': {},
  'parcel.open-provisional': { supervisorId: personIdOf('bob') },
  'parcel.pack-item': { sku: skuOf('MUG'), quantity: 1, code: '5012345678900', scanId: 'scan-1' },
  'parcel.report-item': { sku: skuOf('MUG'), quantity: 1, problem: 'damaged' },
  'parcel.undo': { undoes: opIdOf(1) },
  'parcel.choose-box': { boxId: boxIdOf('B3') },
  'parcel.next-box': { newParcelId: parcelIdOf(2) },
  'parcel.ship-part': {},
  'parcel.hold': { reason: 'bench' },
  'parcel.resume': {},
  'parcel.seal': { sscc, weightGrams: 2700 },
  'parcel.reopen': { reason: 'bench' },
  'parcel.record-label': { label: { jobId: opIdOf(90), attempt: 1, outcome: 'confirmed' } },
  'parcel.verify': { verifierId: personIdOf('bob') },
  'parcel.prove-tag': { code: testCode },
  'parcel.hand-over': { sscc },
  'tour.claim': { tourId: tourIdOf(1) },
  'tour.begin': { tourId: tourIdOf(1) },
  'tour.take-tote': { tourId: tourIdOf(1), position: 1, tote: 'T7' },
  'tour.pick': {
    tourId: tourIdOf(1),
    lineNo: 1,
    quantity: 1,
    from: binOf('A-01-2'),
    planned: binOf('A-01-2'),
    tote: 'T7',
    code: '5012345678900',
    scanId: 'scan-1',
  },
  'tour.put-back': {
    tourId: tourIdOf(1),
    undoes: opIdOf(60),
    lineNo: 1,
    quantity: 1,
    to: binOf('A-01-2'),
  },
  'tour.skip-bin': { tourId: tourIdOf(1), locationId: binOf('A-01-2') },
  'tour.look-elsewhere': {
    tourId: tourIdOf(1),
    lineNo: 1,
    quantity: 1,
    from: binOf('A-01-2'),
    to: binOf('C-09-9'),
  },
  'tour.short': {
    tourId: tourIdOf(1),
    lineNo: 1,
    quantity: 1,
    at: binOf('A-01-2'),
    problem: 'missing',
    holds: false,
  },
  'tour.drop': { tourId: tourIdOf(1), locationId: binOf('bench') },
  'tour.give-back': { tourId: tourIdOf(1) },
  'task.done': { taskId: taskIdOf(1) },
  'parcel.answer-cancel': { answer: 'accepted', lines: [{ lineNo: 1, quantity: 1 }] },
  'parcel.give-back': {},
  'counter.sell': {
    series: 'document W1 2026',
    number: 7,
    lines: [{ sku: skuOf('MUG'), quantity: 1, grantId: opIdOf(70) as unknown as GrantId }],
  },
  'order.take': {
    channelId: 'telephone',
    shipTo: {
      name: 'Ayşe',
      company: null,
      lines: ['1 High Street'],
      postcode: 'LS1 1AA',
      city: 'Leeds',
      region: null,
      countryCode: 'GB',
      phone: '0113',
      email: null,
    },
    payment: 'later',
    note: null,
    series: 'document W1 2026',
    number: 8,
    currency: 'GBP',
    lines: [
      {
        sku: skuOf('MUG'),
        quantity: 1,
        grantId: opIdOf(70) as unknown as GrantId,
        unitPriceMinor: 500,
      },
    ],
  },
  'stock.count': {
    locationId: locationIdSchema.parse('A-01'),
    sku: skuOf('MUG'),
    counted: 9,
    inBoxes: 1,
    seen: { epoch: opIdOf(71), seq: 12 },
  },
  'bench.log-in': { personId: personIdOf('ayse') },
  'bench.log-out': {},
  'bench.lock-person': { personId: personIdOf('ayse'), lockMinutes: 1 },
  'bench.unlock-person': { personId: personIdOf('ayse'), supervisorId: personIdOf('bob') },
  'bench.refuse-scan': { code: 'code-unknown', text: '123' },
};

/** Of a tour, and about one box on it. */
const aboutUnits: ReadonlySet<OpType> = new Set<OpType>([
  'tour.pick',
  'tour.put-back',
  'tour.look-elsewhere',
  'tour.short',
]);

export function opOf<T extends OpType>(type: T, over: Partial<Omit<Op, 'type'>> = {}): Op {
  return {
    opId: opIdOf(50),
    stationSeq: 7,
    type,
    v: 1,
    actor: personIdOf('ayse'),
    fence: 1,
    parcelId: type.startsWith('parcel.') || aboutUnits.has(type) ? firstParcel : null,
    body: opBodyOf[type],
    at: '2026-01-05T10:00:00.000Z',
    mono: 1000,
    ...over,
  } as Op;
}
