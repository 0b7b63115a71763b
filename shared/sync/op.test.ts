import { describe, expect, expectTypeOf, it } from 'vitest';
import type { BenchOp } from '../domain/packing/bench-ops';
import { type OpDraft, type OpEnvelope, opEnvelopeSchema, opTypes, parseOp, promiseOpTypes } from './op';
import { opBodyOf, opOf } from './op.test-kit';

type Row = [type: OpEnvelope['type'], wrong: Record<string, unknown>, field: string];

const weighed = { by: 'scale', grams: 2_690, scaleId: 'Bench', expectedGrams: 2_700, toleranceGrams: 60 };
const wrongBodies: Row[] = [
  ['parcel.claim', { stationId: 'x' }, 'stationId'],
  ['parcel.open', { at: 1 }, 'at'],
  ['parcel.open-provisional', {}, 'supervisorId'],
  ['parcel.pack-item', { ...opBodyOf['parcel.pack-item'], quantity: 0 }, 'quantity'],
  ['parcel.pack-item', { ...opBodyOf['parcel.pack-item'], quantity: 1.5 }, 'quantity'],
  ['parcel.pack-item', { ...opBodyOf['parcel.pack-item'], quantity: 100_001 }, 'quantity'],
  ['parcel.pack-item', { ...opBodyOf['parcel.pack-item'], sku: '' }, 'sku'],
  ['parcel.pack-item', { sku: 'MUG', quantity: 1, code: '1' }, 'scanId'],
  ['parcel.pack-item', { ...opBodyOf['parcel.pack-item'], tote: '' }, 'tote'],
  ['tour.pick', { ...opBodyOf['tour.pick'], zone: '' }, 'zone'],
  ['parcel.report-item', { sku: 'MUG', quantity: 1, problem: 'stolen' }, 'problem'],
  ['parcel.report-item', { sku: 'MUG', quantity: 1, problem: 'missing', otherSite: 'R1' }, 'otherSite'],
  ['parcel.report-item', { sku: 'MUG', quantity: 1, problem: 'missing', takenFrom: 'customer' }, 'takenFrom'],
  ['parcel.undo', { undoes: 'last' }, 'undoes'],
  ['parcel.choose-box', { boxId: '' }, 'boxId'],
  [
    'parcel.choose-box',
    { boxId: 'B1', override: { planned: 'B2', reason: 'mood', fillPermille: 1 } },
    'reason',
  ],
  [
    'parcel.choose-box',
    { boxId: 'B1', override: { planned: 'B2', reason: 'other', fillPermille: 2000 } },
    'fillPermille',
  ],
  ['parcel.next-box', {}, 'newParcelId'],
  ['parcel.ship-part', { units: 1 }, 'units'],
  ['parcel.hold', { reason: '' }, 'reason'],
  ['parcel.resume', { reason: 'x' }, 'reason'],
  ['parcel.seal', { sscc: '123', weightGrams: 1 }, 'sscc'],
  ['parcel.seal', { ...opBodyOf['parcel.seal'], weightGrams: 0 }, 'weightGrams'],
  ['parcel.seal', { ...opBodyOf['parcel.seal'], padding: { paddingId: 'paper', quantity: 0 } }, 'quantity'],
  ['parcel.seal', { ...opBodyOf['parcel.seal'], weighed: { ...weighed, grams: 0 } }, 'grams'],
  ['parcel.seal', { ...opBodyOf['parcel.seal'], weighed: { ...weighed, reason: 'no time' } }, 'reason'],
  ['parcel.reopen', {}, 'reason'],
  ['parcel.record-label', { label: { jobId: 'a', attempt: 0, outcome: 'sent' } }, 'attempt'],
  ['parcel.record-label', { label: { jobId: 'a', attempt: 1, outcome: 'hoped' } }, 'outcome'],
  ['parcel.verify', {}, 'verifierId'],
  ['parcel.verify', { verifierId: 'P1', override: 'no time' }, 'override'],
  ['parcel.prove-tag', { code: 'S12' }, 'code'],
  ['parcel.hand-over', { sscc: '' }, 'sscc'],
  ['task.done', { taskId: 'the first' }, 'taskId'],
  ['parcel.answer-cancel', { answer: 'perhaps' }, 'answer'],
  ['parcel.answer-cancel', { answer: 'accepted', lines: [] }, 'lines'],
  ['parcel.answer-cancel', { answer: 'too-late', lines: [] }, 'lines'],
  ['parcel.give-back', { why: 'x' }, 'why'],
  ['parcel.seal', { ...opBodyOf['parcel.seal'], papers: { asked: [], note: null } }, 'papers'],
  [
    'parcel.seal',
    {
      ...opBodyOf['parcel.seal'],
      papers: { asked: [{ kind: 'packing-slip', format: 'A3' }], note: null },
    },
    'papers',
  ],
  ['counter.sell', { ...opBodyOf['counter.sell'], lines: [] }, 'lines'],
  ['counter.sell', { ...opBodyOf['counter.sell'], series: 'receipt W1' }, 'series'],
  ['counter.sell', { ...opBodyOf['counter.sell'], number: 0 }, 'number'],
  ['counter.sell', { ...opBodyOf['counter.sell'], said: { currency: 'GBP' } }, 'prices'],
  [
    'counter.sell',
    {
      ...opBodyOf['counter.sell'],
      said: { ...opBodyOf['counter.sell'].said, payment: { method: 'card', reference: '4242424242424242' } },
    },
    'reference',
  ],
  ['till.count', { ...opBodyOf['till.count'], leftMinor: 12_000 }, 'leftMinor'],
  ['till.count', { ...opBodyOf['till.count'], countedMinor: -1 }, 'countedMinor'],
  ['order.take', { ...opBodyOf['order.take'], lines: [] }, 'lines'],
  ['order.take', { ...opBodyOf['order.take'], channelId: 'web' }, 'channelId'],
  ['stock.count', { ...opBodyOf['stock.count'], counted: -1 }, 'counted'],
  ['stock.count', { ...opBodyOf['stock.count'], seen: { seq: 3 } }, 'epoch'],
  ['stock.move', { ...opBodyOf['stock.move'], quantity: 0 }, 'quantity'],
  ['stock.move', { ...opBodyOf['stock.move'], to: '' }, 'to'],
  ['task.begin', {}, 'taskId'],
  ['transfer.load', { ...opBodyOf['transfer.load'], quantity: 0 }, 'quantity'],
  ['transfer.load', { ...opBodyOf['transfer.load'], from: '' }, 'from'],
  ['transfer.unload', { ...opBodyOf['transfer.unload'], undoes: 'last' }, 'undoes'],
  ['transfer.depart', { transferId: 'TR-1001' }, 'transferId'],
  ['receipt.take', { ...opBodyOf['receipt.take'], quantity: 0 }, 'quantity'],
  ['receipt.take', { ...opBodyOf['receipt.take'], to: 'A-01' }, 'to'],
  ['receipt.take', { ...opBodyOf['receipt.take'], expiry: '2026-1' }, 'expiry'],
  ['receipt.take', { ...opBodyOf['receipt.take'], lot: 'L'.repeat(21) }, 'lot'],
  ['receipt.undo', { ...opBodyOf['receipt.undo'], undoes: 'last' }, 'undoes'],
  ['receipt.finish', { ...opBodyOf['receipt.finish'], rest: 'some' }, 'rest'],
  ['return.take', { ...opBodyOf['return.take'], condition: 'sad' }, 'condition'],
  ['return.take', { ...opBodyOf['return.take'], photos: ['a picture'] }, 'photos'],
  ['return.take', { ...opBodyOf['return.take'], returnId: 'R1' }, 'returnId'],
  ['return.take', { ...opBodyOf['return.take'], number: '12' }, 'number'],
  ['return.undo', { ...opBodyOf['return.undo'], undoes: 'last' }, 'undoes'],
  ['return.shelve', { ...opBodyOf['return.shelve'], to: '' }, 'to'],
  ['return.report', { ...opBodyOf['return.report'], problem: 'smells' }, 'problem'],
  ['return.finish', { ...opBodyOf['return.finish'], rest: 'some' }, 'rest'],
  ['code.propose', { ...opBodyOf['code.propose'], code: '' }, 'code'],
  ['code.propose', { ...opBodyOf['code.propose'], supervisorId: '' }, 'supervisorId'],
  ['photo.take', { ...opBodyOf['photo.take'], subject: { kind: 'dog', id: '1' } }, 'kind'],
  ['photo.take', { subject: { kind: 'parcel', id: '1' } }, 'file'],
  [
    'photo.take',
    { ...opBodyOf['photo.take'], file: { hash: 'AB', bytes: 1, widthPx: 1, heightPx: 1 } },
    'hash',
  ],
  ['tour.claim', { tourId: 'the next' }, 'tourId'],
  ['tour.begin', {}, 'tourId'],
  ['tour.take-tote', { ...opBodyOf['tour.take-tote'], tote: '' }, 'tote'],
  ['tour.take-tote', { ...opBodyOf['tour.take-tote'], position: 0 }, 'position'],
  ['tour.pick', { ...opBodyOf['tour.pick'], quantity: 0 }, 'quantity'],
  ['tour.pick', { ...opBodyOf['tour.pick'], from: '' }, 'from'],
  ['tour.put-back', { ...opBodyOf['tour.put-back'], undoes: 'last' }, 'undoes'],
  ['tour.skip-bin', { ...opBodyOf['tour.skip-bin'], locationId: '' }, 'locationId'],
  ['tour.look-elsewhere', { ...opBodyOf['tour.look-elsewhere'], to: '' }, 'to'],
  ['tour.short', { ...opBodyOf['tour.short'], problem: 'stolen' }, 'problem'],
  ['tour.drop', { ...opBodyOf['tour.drop'], locationId: '' }, 'locationId'],
  ['tour.give-back', { ...opBodyOf['tour.give-back'], why: 'x' }, 'why'],
  ['bench.log-in', {}, 'personId'],
  ['bench.log-out', { at: 1 }, 'at'],
  ['bench.lost-op', { number: 3 }, 'number'],
  ['bench.lock-person', { personId: 'P1' }, 'lockMinutes'],
  ['bench.unlock-person', { personId: 'P1' }, 'supervisorId'],
  ['bench.refuse-scan', { code: 'x' }, 'text'],
  ['bench.refuse-scan', { code: 'x', text: 'y', wrong: { wanted: 'MUG' } }, 'scanned'],
];

describe('ops at the door', () => {
  it.each(opTypes)('%s is read back as it was written', (type) => {
    const op = opOf(type);
    const wire: unknown = JSON.parse(JSON.stringify(op));
    expect(parseOp(opEnvelopeSchema.parse(wire))).toEqual(op);
  });

  it.each(wrongBodies)('%s with %o is refused by the name of its field', (type, body, field) => {
    const envelope = { ...opOf(type), body } as unknown as OpEnvelope;
    expect(() => parseOp(envelope)).toThrow(field);
  });

  it('has a wrong body for every type', () => {
    expect([...new Set(wrongBodies.map(([type]) => type))].sort()).toEqual([...opTypes].sort());
  });

  it.each([
    ['station', { station: 'me' }],
    ['stationSeq', { stationSeq: 0 }],
    ['v', { v: 2 }],
    ['type', { type: 'parcel.steal' }],
    ['at', { at: 'yesterday' }],
    ['mono', { mono: -1 }],
    ['fence', { fence: -1 }],
  ])('an envelope with a wrong %s is refused', (_field, over) => {
    expect(opEnvelopeSchema.safeParse({ ...opOf('parcel.open'), ...over }).success).toBe(false);
  });
});

describe('law 3: what may be refused', () => {
  it('is a claim of a box or a tour, and a look into a box that does not count; everything else tells what happened', () => {
    expect([...promiseOpTypes]).toEqual(['parcel.claim', 'parcel.verify', 'tour.claim']);
  });
});

describe('ops of the packing session', () => {
  it('have the shapes that are stored and sent; pages write the others', () => {
    type Sent = Exclude<OpDraft, { type: 'task.done' | 'till.count' }>;
    expectTypeOf<BenchOp['type']>().toEqualTypeOf<Sent['type']>();
    expectTypeOf<BenchOp>().toExtend<Sent>();
    expectTypeOf<Sent>().toExtend<BenchOp>();
  });
});
