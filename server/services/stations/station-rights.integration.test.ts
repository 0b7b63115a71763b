// Numbers and quotas against a real database: what greetings hand out, what sales and counts book, what comes back.
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RightsAnswer, RightsTold } from '../../../shared/contract/rights';
import { type GrantId, locationIdSchema, type Sku, skuSchema } from '../../../shared/domain/ids';
import { leaseLengthMs } from '../../../shared/domain/parcel/lease';
import type { OpBody } from '../../../shared/sync/op';
import { openPool } from '../../db/pool';
import { closeOldNumbers } from './number-ranges';
import {
  leeds,
  lineOf,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';

let office: TestOffice;
let bench: TestStation;
let nowMs = Date.parse('2026-03-02T08:00:00.000Z');

beforeAll(async () => {
  office = await startTestOffice({ now: () => new Date(nowMs) });
});
afterAll(() => office.close());
beforeEach(async () => {
  bench = await office.enrol();
});

const nothing: RightsTold = { fresh: false, numbers: { held: [], returned: [] }, grants: [] };

async function greet(
  station: TestStation,
  told: Partial<RightsTold>,
  maxStationSeq = 0,
): Promise<RightsAnswer> {
  const { status, body } = await station.post('/v1/hello', {
    maxStationSeq,
    unsent: 0,
    oldestUnsentAt: null,
    appVersion: '0.0.0',
    at: new Date(nowMs).toISOString(),
    wantParcels: 0,
    rights: { ...nothing, ...told },
  });
  expect(status, JSON.stringify(body)).toBe(200);
  return body['rights'] as RightsAnswer;
}

const setQuota = (station: TestStation, sku: string, units: number) =>
  station.post(`/v1/stations/${station.stationId}/quotas`, { sku, units });
const stockOf = async (sku: string): Promise<Record<string, number>> =>
  (
    await office.rows<Record<string, number>>(
      'SELECT on_hand, allocated, available FROM stock WHERE stream_id = $1 AND sku = $2',
      leeds,
      sku,
    )
  )[0] ?? {};
const sale = (number: number, sku: string, quantity: number, grantId: string): OpBody<'counter.sell'> => ({
  series: 'document W1 2026',
  number,
  lines: [{ sku: skuSchema.parse(sku), quantity, grantId: grantId as GrantId }],
});

describe('numbers', () => {
  it('are told again until the station names them, and more come before a fifth is left', async () => {
    const first = await greet(bench, { fresh: true });
    expect(first.numbers).toHaveLength(1);
    expect(await greet(bench, {})).toEqual(first);
    const [range] = first.numbers;
    if (!range) throw new Error('no range');
    expect(range.to - range.from + 1).toBe(5000);
    const held = { ...range, next: range.from + 3999 };
    expect((await greet(bench, { numbers: { held: [held], returned: [] } })).numbers).toHaveLength(1);
    const low = { ...range, next: range.from + 4001 };
    const more = await greet(bench, { numbers: { held: [low], returned: [] } });
    expect(more.numbers).toHaveLength(2);
    expect(more.numbers[1]?.from).toBeGreaterThan(range.to);
  });

  it('are never those of another station, nor those of a store that was lost', async () => {
    const other = await office.enrol();
    const one = await greet(bench, { fresh: true });
    const two = await greet(other, { fresh: true });
    await greet(bench, { numbers: { held: one.numbers, returned: [] } });
    const anew = await greet(bench, { fresh: true });
    const all = [...one.numbers, ...two.numbers, ...anew.numbers].map(({ from, to }) => [from, to] as const);
    for (const [index, [from, to]] of all.entries())
      for (const [start, end] of all.slice(index + 1)) expect(to < start || end < from).toBe(true);
  });

  it.each([true, false])(
    'a restored head office thinks it never told are ended (store just lost: %s)',
    async (fresh) => {
      const other = await office.enrol();
      const [range] = await office.rows<{ from_no: number; to_no: number }>(
        `SELECT from_no, to_no FROM number_range WHERE station_id = $1 AND NOT told`,
        other.stationId,
      );
      if (!range) throw new Error('no range');
      // Told behind the backup, and some used; then the station's disk broke.
      await office.reopen(async (url) => {
        const pool = await openPool(url);
        await closeOldNumbers(pool);
        await pool.end();
      });
      const { numbers } = await greet(other, { fresh });
      for (const { from } of numbers) expect(from).toBeGreaterThan(range.to_no);
    },
  );

  it('come back when a station is signed off for good, and go to the next one that asks', async () => {
    const { numbers } = await greet(bench, { fresh: true });
    const signedOff = await bench.post(`/v1/stations/${bench.stationId}/sign-off`, {});
    expect(signedOff.status).toBe(200);
    const asked = await greet(bench, { numbers: { held: numbers, returned: [] } });
    expect(asked.giveBack).toEqual(['sscc 39521234']);
    const [range] = numbers;
    if (!range) throw new Error('no range');
    const returned = [{ ...range, next: range.from + 10 }];
    expect((await greet(bench, { numbers: { held: [], returned } })).numbers).toEqual([]);
    const other = await office.enrol();
    const [own] = (await greet(other, { fresh: true })).numbers;
    if (!own) throw new Error('no range');
    const low = { ...own, next: own.to };
    const more = await greet(other, { numbers: { held: [low], returned: [] } });
    expect(more.numbers).toContainEqual({ ...range, from: range.from + 10, next: range.from + 10, turn: 1 });
  });

  it('of a carrier are handed out where its contract has them', async () => {
    await office.rows(
      `UPDATE directory SET doc = jsonb_set(doc, '{carrier,services,0,numbers}', '{"prefix": "PX", "from": 7000, "to": 7999, "digits": 8}')
       WHERE entry_id = 'carrier-POST'`,
    );
    const { numbers } = await greet(bench, { fresh: true });
    expect(numbers.find(({ series }) => series === 'carrier POST standard')).toMatchObject({
      from: 7000,
      to: 7499,
    });
    await office.rows(
      `UPDATE directory SET doc = doc #- '{carrier,services,0,numbers}' WHERE entry_id = 'carrier-POST'`,
    );
  });

  it('left are shown to the office, by station and kind', async () => {
    await greet(bench, { fresh: true });
    const { body } = await bench.get('/v1/stations');
    const rows = body['rows'] as { stationId: string; numbers: Record<string, number> }[];
    expect(rows.find(({ stationId }) => stationId === bench.stationId)?.numbers).toEqual({
      sscc: 5000,
      document: 0,
      carrier: 0,
    });
  });
});

describe('quotas', () => {
  it('are off until the office says otherwise; then they are taken out of what is available', async () => {
    await office.receive('BOWL', 10);
    expect((await greet(bench, { fresh: true })).grants).toEqual([]);
    expect((await setQuota(bench, 'NOTHING', 4)).status).toBe(422);
    expect((await setQuota(bench, 'BOWL', 4)).status).toBe(200);
    const { grants, numbers } = await greet(bench, {});
    expect(grants).toMatchObject([{ sku: 'BOWL', units: 4, used: 0 }]);
    expect(numbers.map(({ series }) => series)).toContain('document W1 2026');
    expect(await stockOf('BOWL')).toEqual({ on_hand: 10, allocated: 4, available: 6 });
    await bench.place({ externalId: uuidV7(), lines: [lineOf('BOWL', 8)] });
    await office.settled();
    expect((await stockOf('BOWL'))['available'], 'an order gets what no station holds').toBe(0);
    await office.expectSound();
  });

  it('are used up by sales, each booked once, out of the bin they are in', async () => {
    await office.receive('LAMP', 10, 'B-01');
    await setQuota(bench, 'LAMP', 6);
    const [grant] = (await greet(bench, { fresh: true })).grants;
    if (!grant) throw new Error('no quota');
    const before = await stockOf('LAMP');
    const op = bench.op('counter.sell', null, sale(1, 'LAMP', 2, grant.grantId));
    const { body } = await bench.deliver(op);
    expect(body.results).toMatchObject([{ status: 'applied', refusal: null, taskId: null }]);
    await bench.deliver(op);
    const after = await stockOf('LAMP');
    expect([after['on_hand'], after['allocated']]).toEqual([
      (before['on_hand'] ?? 0) - 2,
      (before['allocated'] ?? 0) - 2,
    ]);
    expect(await office.rows('SELECT used, units FROM quota WHERE grant_id = $1', grant.grantId)).toEqual([
      { used: 2, units: 6 },
    ]);
    await office.expectSound();
  });

  it('beyond: a sale is booked all the same, and is a task', async () => {
    await office.receive('VASE', 9);
    await setQuota(bench, 'VASE', 3);
    const [grant] = (await greet(bench, { fresh: true })).grants;
    if (!grant) throw new Error('no quota');
    const { body } = await bench.deliver(
      bench.op('counter.sell', null, sale(1, 'VASE', 5, grant.grantId)),
      bench.op('counter.sell', null, sale(2, 'VASE', 1, uuidV7())),
    );
    expect(body.results).toMatchObject([
      {
        status: 'contradiction',
        refusal: { code: 'sale-beyond-quota', values: { quantity: 2, document: 'W1-2026-000001' } },
      },
      { status: 'contradiction', refusal: { code: 'sale-beyond-quota', values: { quantity: 1 } } },
    ]);
    expect((await stockOf('VASE'))['on_hand']).toBe(3);
    expect(await office.rows('SELECT used FROM quota WHERE grant_id = $1', grant.grantId)).toEqual([
      { used: 3 },
    ]);
    await office.expectSound();
  });

  it('of another station cannot be sold from', async () => {
    await office.receive('VASE', 9);
    const other = await office.enrol();
    await setQuota(other, 'VASE', 2);
    const [grant] = (await greet(other, { fresh: true })).grants;
    if (!grant) throw new Error('no quota');
    const { body } = await bench.deliver(bench.op('counter.sell', null, sale(1, 'VASE', 1, grant.grantId)));
    expect(body.results).toMatchObject([{ status: 'contradiction' }]);
    expect(await office.rows('SELECT used FROM quota WHERE grant_id = $1', grant.grantId)).toEqual([
      { used: 0 },
    ]);
  });

  it('come back after their end, once the station has delivered everything and no longer names them', async () => {
    await office.receive('BOWL', 30);
    // An order that waited for some has them now.
    await office.settled();
    await setQuota(bench, 'BOWL', 5);
    const { grants } = await greet(bench, { fresh: true });
    const held = grants.map(({ grantId }) => grantId);
    await greet(bench, { grants: held });
    await setQuota(bench, 'BOWL', 0);
    const before = (await stockOf('BOWL'))['allocated'] ?? 0;
    nowMs += leaseLengthMs + 120_000;
    await greet(bench, { grants: held });
    expect((await stockOf('BOWL'))['allocated'], 'it still counts on it').toBe(before);
    await greet(bench, { grants: [] }, 1);
    expect((await stockOf('BOWL'))['allocated'], 'an op of it is on its way').toBe(before);
    await greet(bench, { grants: [] });
    expect((await stockOf('BOWL'))['allocated']).toBe(before - 5);
    await office.expectSound();
  });

  it('come back at once when the station is ended, and nobody gets its numbers', async () => {
    await office.receive('BOWL', 30);
    await setQuota(bench, 'BOWL', 5);
    const { numbers } = await greet(bench, { fresh: true });
    const boss = await office.enrol();
    const { body } = await boss.post(`/v1/stations/${bench.stationId}/revoke`, {});
    expect(body).toMatchObject({ unitsReturned: 5 });
    expect(
      await office.rows(
        `SELECT 1 FROM number_range WHERE station_id = $1 AND state <> 'ended'`,
        bench.stationId,
      ),
    ).toEqual([]);
    const next = await greet(await office.enrol(), { fresh: true });
    expect(next.numbers[0]?.from).toBeGreaterThan(numbers[0]?.to ?? 0);
    await office.expectSound();
  });
});

describe('counts', () => {
  const mug: Sku = skuSchema.parse('MUG');
  const seen = async (): Promise<{ epoch: string; seq: number }> => {
    const [stream] = await office.rows<{ epoch: string; seq: number }>(
      'SELECT epoch, seq FROM stream WHERE stream_id = $1',
      leeds,
    );
    return { epoch: stream?.epoch ?? '', seq: stream?.seq ?? 0 };
  };
  const count = (
    bin: string,
    counted: number,
    at: { epoch: string; seq: number },
    inBoxes = 0,
  ): OpBody<'stock.count'> => ({
    locationId: locationIdSchema.parse(bin),
    sku: mug,
    counted,
    inBoxes,
    seen: at,
  });
  const level = async (bin: string): Promise<number> =>
    (
      await office.rows<{ on_hand: number }>(
        'SELECT on_hand FROM stock_level WHERE stream_id = $1 AND sku = $2 AND location_id = $3',
        leeds,
        'MUG',
        bin,
      )
    )[0]?.on_hand ?? 0;
  const tasks = () =>
    office.rows<{ kind: string; state: string }>(
      `SELECT kind, state FROM task WHERE stream_id = $1 AND kind IN ('count-bin', 'count-again') ORDER BY seq`,
      leeds,
    );

  beforeEach(async () => {
    await office.rows(`UPDATE task SET deleted = true, state = 'done' WHERE stream_id = $1`, leeds);
    await office.rows(`DELETE FROM task WHERE stream_id = $1`, leeds);
  });

  it('become the level of the place, with what moved since', async () => {
    await office.receive('MUG', 10 - (await level('A-02')), 'A-02');
    const at = await seen();
    await office.receive('MUG', 4, 'A-02');
    const { body } = await bench.deliver(bench.op('stock.count', null, count('A-02', 9, at)));
    expect(body.results).toMatchObject([{ status: 'applied' }]);
    expect(await level('A-02')).toBe(13);
    await office.expectSound();
  });

  it.each([
    ['the newer one first', [1, 0]],
    ['the older one first', [0, 1]],
  ])('of one bin by two stations come to what the later one saw: %s', async (_words, order) => {
    await office.receive('MUG', 12, 'A-02');
    const from = await level('A-02');
    const other = await office.enrol();
    const early = await seen();
    await office.receive('MUG', 3, 'A-02');
    const late = await seen();
    const ops = [
      [bench, bench.op('stock.count', null, count('A-02', from - 1, early))],
      [other, other.op('stock.count', null, count('A-02', from + 3 - 2, late))],
    ] as const;
    for (const index of order) {
      const [station, op] = ops[index] ?? ops[0];
      await station.deliver(op);
    }
    expect(await level('A-02')).toBe(from + 1);
    await office.expectSound();
  });

  it('leave what is in boxes where it is: it left the bin, and leaves the books with the carrier', async () => {
    await office.receive('MUG', 5, 'A-02');
    const from = await level('A-02');
    await bench.deliver(bench.op('stock.count', null, count('A-02', from - 2, await seen(), 2)));
    expect(await level('A-02')).toBe(from);
  });

  it("know the station's own ops of before, whenever they were sent", async () => {
    await office.receive('MUG', 8, 'B-01');
    await setQuota(bench, 'MUG', 2);
    const { grants } = await greet(bench, { fresh: true });
    const [grant] = grants;
    if (!grant) throw new Error('no quota');
    const bin =
      (
        await office.rows<{ location_id: string }>(
          'SELECT location_id FROM quota WHERE grant_id = $1',
          grant.grantId,
        )
      )[0]?.location_id ?? '';
    const from = await level(bin);
    const at = await seen();
    const sold = bench.op('counter.sell', null, sale(1, 'MUG', 1, grant.grantId));
    const counted = bench.op('stock.count', null, count(bin, from - 1, at));
    await bench.deliver(sold, counted);
    expect(await level(bin), 'together in one delivery').toBe(from - 1);
    const soldAgain = bench.op('counter.sell', null, sale(2, 'MUG', 1, grant.grantId));
    await bench.deliver(soldAgain);
    await bench.deliver(bench.op('stock.count', null, count(bin, from - 2, at)));
    expect(await level(bin), 'one after the other').toBe(from - 2);
    await office.expectSound();
  });

  it('with a large difference wait for a second one, which ends the task', async () => {
    await office.receive('MUG', 20, 'A-02');
    const from = await level('A-02');
    const far = Math.ceil(from / 2);
    await bench.deliver(bench.op('stock.count', null, count('A-02', far, await seen())));
    expect(await level('A-02')).toBe(from);
    expect(await tasks()).toEqual([{ kind: 'count-again', state: 'open' }]);
    const other = await office.enrol();
    await other.deliver(other.op('stock.count', null, count('A-02', far, await seen())));
    expect(await level('A-02')).toBe(far);
    expect(await tasks()).toEqual([{ kind: 'count-again', state: 'done' }]);
    await office.expectSound();
  });

  it('twice in one delivery are two counts', async () => {
    await office.receive('MUG', 20, 'A-02');
    const far = Math.ceil((await level('A-02')) / 2);
    const at = await seen();
    await bench.deliver(
      bench.op('stock.count', null, count('A-02', far, at)),
      bench.op('stock.count', null, count('A-02', far, at)),
    );
    expect(await level('A-02')).toBe(far);
    expect(await tasks()).toEqual([{ kind: 'count-again', state: 'done' }]);
  });

  it('of a place that is none, or of a life of head office that is over, are done again', async () => {
    const at = await seen();
    const { body } = await bench.deliver(
      bench.op('stock.count', null, count('Z-99', 1, at)),
      bench.op('stock.count', null, count('A-02', 1, { ...at, epoch: uuidV7() })),
    );
    expect(body.results).toMatchObject([
      { status: 'contradiction', refusal: { code: 'count-not-placed' } },
      { status: 'contradiction', refusal: { code: 'count-not-placed' } },
    ]);
    expect(await tasks()).toEqual([
      { kind: 'count-again', state: 'open' },
      { kind: 'count-again', state: 'open' },
    ]);
  });

  it('are asked for where the books fall below zero', async () => {
    const from = await level('A-02');
    const { body } = await bench.deliver(
      bench.op('counter.sell', null, sale(1, 'MUG', 100_000 - 1, uuidV7())),
    );
    expect(body.results).toMatchObject([{ status: 'contradiction' }]);
    expect((await tasks()).map(({ kind }) => kind)).toContain('count-bin');
    expect(from).toBeGreaterThanOrEqual(0);
  });
});
