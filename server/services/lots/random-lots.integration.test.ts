// Whatever is told of lots, in any order and in any parts: levels by lot are the sum of their movements, nothing is refused,
// and goods go nowhere by it.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { locationIdSchema } from '../../../shared/domain/ids';
import type { Lot } from '../../../shared/domain/stock/lot';
import type { OpBody, OpEnvelope } from '../../../shared/sync/op';
import {
  leeds,
  lineOf,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';

let office: TestOffice;
let desk: TestStation;
beforeAll(async () => {
  office = await startTestOffice({ idleMs: 1_000_000 });
  desk = await office.enrol();
});
afterAll(() => office.close());

const sku = lineOf('MUG', 1).sku;
const place = (text: string) => locationIdSchema.parse(text);
const dayOf = ({ bestBefore }: Lot): string | null => bestBefore && bestBefore.slice(2).replaceAll('-', '');

const lots: Lot[] = [
  { lot: 'A', bestBefore: '2027-01-31' },
  { lot: 'A', bestBefore: null },
  { lot: 'B', bestBefore: '2027-03-31' },
  { lot: '', bestBefore: '2027-05-31' },
];
const anyLot = fc.option(fc.constantFrom(...lots), { nil: undefined });
const quantity = fc.integer({ min: 1, max: 5 });
const anyPlace = fc.constantFrom('A-01', 'A-02', 'receiving', 'quarantine');
const act = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('receive' as const), quantity, lot: anyLot }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      quantity,
      lot: anyLot,
      from: anyPlace,
      to: anyPlace,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('count' as const),
      at: fc.constantFrom('A-01', 'A-02'),
      units: fc.uniqueArray(
        fc.record({ lot: fc.constantFrom(...lots), units: fc.integer({ min: 1, max: 4 }) }),
        { selector: ({ lot }) => `${lot.lot} ${lot.bestBefore}`, maxLength: 3 },
      ),
      spare: fc.nat(2),
    }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

async function opOf(told: Act): Promise<OpEnvelope> {
  if (told.kind === 'receive')
    return desk.op('receipt.take', null, {
      receivingId: randomUUID() as OpBody<'receipt.take'>['receivingId'],
      purchaseId: null,
      sku,
      quantity: told.quantity,
      condition: 'good',
      to: 'receiving',
      lot: told.lot?.lot || null,
      serial: null,
      expiry: told.lot ? dayOf(told.lot) : null,
      code: 'MUG',
      scanId: 's',
    });
  if (told.kind === 'move')
    return desk.op('stock.move', null, {
      sku,
      quantity: told.quantity,
      from: place(told.from),
      to: place(told.to),
      taskId: null,
      code: 'MUG',
      scanId: 's',
      ...(told.lot ? { lot: told.lot } : {}),
    });
  const [stream] = await office.rows<{ epoch: string; seq: number }>(
    'SELECT epoch, seq FROM stream WHERE stream_id = $1',
    leeds,
  );
  return desk.op('stock.count', null, {
    locationId: place(told.at),
    sku,
    counted: told.units.reduce((sum, { units }) => sum + units, told.spare),
    inBoxes: 0,
    seen: { epoch: stream?.epoch ?? '', seq: stream?.seq ?? 0 },
    ...(told.units.length > 0 ? { lots: told.units } : {}),
  });
}

it('law 3, law 5: lots are the sum of what was told of them', async () => {
  const deliveries = fc.array(fc.array(act, { minLength: 1, maxLength: 6 }), { minLength: 6, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(deliveries, async (days) => {
      for (const day of days) {
        const ops: OpEnvelope[] = [];
        for (const told of day) ops.push(await opOf(told));
        const { status, body } = await desk.deliver(...ops);
        expect(status).toBe(200);
        expect(body.results.map((result) => result.status)).not.toContain('refused');
        await office.expectSound();
      }
      // What was counted with its lots and moved no more is what the books say, lot by lot.
      const counted = days.at(-1)?.at(-1);
      if (counted?.kind !== 'count' || counted.units.length === 0) return;
      const [count] = await office.rows<{ state: string }>(
        'SELECT state FROM stock_count ORDER BY at DESC, op_id DESC LIMIT 1',
      );
      if (count?.state !== 'booked') return;
      const levels = await office.rows<{ lot: string; best_before: string; on_hand: number }>(
        `SELECT lot, best_before, on_hand FROM lot_level WHERE stream_id = $1 AND location_id = $2 AND on_hand <> 0 ORDER BY 1, 2`,
        leeds,
        counted.at,
      );
      const told = counted.units
        .map(({ lot, units }) => ({ lot: lot.lot, best_before: lot.bestBefore ?? '', on_hand: units }))
        .sort((a, b) => (`${a.lot} ${a.best_before}` < `${b.lot} ${b.best_before}` ? -1 : 1));
      const key = (row: { lot: string; best_before: string }): string => `${row.lot} ${row.best_before}`;
      expect([...levels].sort((a, b) => (key(a) < key(b) ? -1 : 1))).toEqual(told);
    }),
    { seed: 63, numRuns: 12 },
  );
}, 240_000);
