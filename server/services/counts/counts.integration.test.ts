// Counting on real PostgreSQL: classes by value moved, counts that are due become tasks of the benches, differences are small,
// counted again by somebody else, or decided by a manager, and all that is booked is told with its value.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CountsPage } from '../../../shared/contract/counts';
import { companyStream, locationIdSchema, type PersonId, skuSchema } from '../../../shared/domain/ids';
import { type CountPolicy, usualPolicy } from '../../../shared/domain/stock/count-policy';
import { outsideLocations } from '../../../shared/domain/stock/ledger';
import { headOfficeCause, newChangeSet } from '../changes/change-set';
import { storeChanges } from '../changes/store';
import { saveEntries } from '../directory/save-entries';
import { verifyLedger } from '../../db/verify-ledger';
import { makeVerifier } from '../people/pin-verifier';
import {
  leeds,
  packer,
  rotterdam,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { handOutDueCounts } from './hand-out-counts';

const manager = { badge: 'M1', pin: '46824' };
const supervisorWithoutPin = { badge: 'P9', pin: '1234' };
const second = 'P2' as PersonId;

let office: TestOffice;
let desk: TestStation;
let other: TestStation;
let aheadMs = 0;
beforeAll(async () => {
  office = await startTestOffice({ idleMs: 1_000_000, now: () => new Date(Date.now() + aheadMs) });
  desk = await office.enrol();
  other = await office.enrol();
  await office.office.writer.submit([companyStream], (tx) =>
    saveEntries(tx, [
      {
        kind: 'person',
        entryId: 'person-PM',
        person: { personId: 'PM' as PersonId, name: 'Maja', badge: 'M1', roles: ['manager'] },
      },
      {
        kind: 'person',
        entryId: 'person-P2',
        person: { personId: second, name: 'Selim', badge: 'P2', roles: ['packer'] },
      },
    ]),
  );
  const { n, r, p, salt, hash, setAt } = await makeVerifier(manager.pin, '2026-01-01T00:00:00.000Z');
  await office.rows(
    'INSERT INTO person_pin VALUES ($1, $2, $3, $4, $5, $6, $7)',
    'PM',
    n,
    r,
    p,
    salt,
    hash,
    setAt,
  );
  await office.rows(
    `INSERT INTO product_cost (stream_id, sku, from_day, cost_minor, currency) VALUES ($1, 'MUG', '2020-01-01', 250, 'GBP')`,
    companyStream,
  );
  await office.receive('MUG', 40, 'A-01');
  await office.receive('LAMP', 30, 'A-02');
  await office.receive('BOWL', 20, 'B-01');
});
afterAll(() => office.close());

const asked = async <T>(answer: Promise<{ status: number; body: unknown }>, status = 200): Promise<T> => {
  const { status: got, body } = await answer;
  expect(got, JSON.stringify(body)).toBe(status);
  return body as T;
};
const path = (rest = '', warehouseId: string = leeds) => `/v1/counts/${warehouseId}${rest}`;
const page = () => asked<CountsPage>(desk.get(path()));
const level = async (bin: string, sku: string): Promise<number> => {
  const [row] = await office.rows<{ on_hand: number }>(
    'SELECT on_hand FROM stock_level WHERE stream_id = $1 AND location_id = $2 AND sku = $3',
    leeds,
    bin,
    sku,
  );
  return row?.on_hand ?? 0;
};
const seen = async (): Promise<{ epoch: string; seq: number }> => {
  const [stream] = await office.rows<{ epoch: string; seq: number }>(
    'SELECT epoch, seq FROM stream WHERE stream_id = $1',
    leeds,
  );
  return { epoch: stream?.epoch ?? '', seq: Number(stream?.seq ?? 0) };
};
type Count = { station?: TestStation; by?: PersonId; at?: { epoch: string; seq: number } };
const count = async (bin: string, sku: string, counted: number, { station = desk, by, at }: Count = {}) => {
  const op = station.op('stock.count', null, {
    locationId: locationIdSchema.parse(bin),
    sku: skuSchema.parse(sku),
    counted,
    inBoxes: 0,
    seen: at ?? (await seen()),
  });
  return asked<{ results: { status: string }[] }>(
    station.deliver(by === undefined ? op : { ...op, actor: by }) as never,
  );
};
const logIn = async (station: TestStation, personId: PersonId): Promise<void> => {
  await station.deliver({ ...station.op('bench.log-in', null, { personId }), actor: personId });
};
const openTasks = () =>
  office.rows<{ kind: string; location: string; reason: string | null }>(
    `SELECT kind, doc->'values'->>'location' AS location, doc->'values'->>'reason' AS reason FROM task
     WHERE stream_id = $1 AND state = 'open' AND kind LIKE 'count-%' ORDER BY seq`,
    leeds,
  );
const states = (bin: string) =>
  office.rows<{ state: string; difference: number; actor: string }>(
    'SELECT state, difference, actor FROM stock_count WHERE stream_id = $1 AND location_id = $2 ORDER BY at, seq',
    leeds,
    bin,
  );
/** As a parcel's hand-over does. */
const leave = (bin: string, sku: string, quantity: number) =>
  office.office.writer.submit([leeds], async (tx) => {
    const changes = newChangeSet(office.office.now().toISOString(), office.office.newId);
    const move = {
      sku: skuSchema.parse(sku),
      from: locationIdSchema.parse(bin),
      to: outsideLocations.customer,
      quantity,
      cause: 'ParcelHandedOver',
    };
    changes.moves.push({ warehouseId: leeds, move, cause: headOfficeCause(changes) });
    await storeChanges(tx, changes);
  });
const booked = () =>
  office.rows<{ body: object; actor: string | null }>(
    `SELECT body, actor FROM event WHERE stream_id = $1 AND type = 'StockDifferenceBooked' ORDER BY seq`,
    leeds,
  );
const policy: CountPolicy = {
  ...usualPolicy,
  mostADay: 2,
  classes: { ...usualPolicy.classes, C: { everyDays: 180, toleranceUnits: 1, tolerancePercent: 0 } },
};
const setRules = (change: Partial<CountPolicy> = {}) =>
  asked<CountsPage>(desk.post(path('/policy'), { policy: { ...policy, ...change }, by: manager }));

describe('counting', { timeout: 120_000 }, () => {
  it('hands nothing out before rules are set, and has them set by somebody with a name and a PIN', async () => {
    expect((await page()).policy).toBeNull();
    const none = await asked<{ code: string }>(desk.post(path('/hand-out'), {}), 409);
    expect(none.code).toBe('counts-without-rules');
    await asked(desk.post(path('/policy'), { policy, by: supervisorWithoutPin }), 403);
    expect((await page()).policy).toBeNull();
    expect((await setRules()).policy).toEqual(policy);
    const wrong = { policy: { ...policy, aPercent: 99 }, by: manager };
    expect((await desk.post(path('/policy'), wrong)).status).toBe(400);
  });

  it('hands out what is due, the class with most value moved first, as many as the rules say a day', async () => {
    // Only mugs have left: they are A, all else is C.
    await leave('A-01', 'MUG', 3);
    expect(await asked(desk.post(path('/hand-out'), {}))).toEqual({ counts: 2 });
    expect(await openTasks()).toEqual([
      { kind: 'count-cycle', location: 'A-01', reason: 'cycle' },
      { kind: 'count-cycle', location: 'A-02', reason: 'cycle' },
    ]);
    // Two wait already: no more today.
    expect(await asked(desk.post(path('/hand-out'), {}))).toEqual({ counts: 0 });
    const { classes, open, openTotal } = await page();
    expect(openTotal).toBe(2);
    expect(open.map(({ locationId, name, reason }) => [locationId, name, reason])).toEqual([
      ['A-01', 'A mug', 'cycle'],
      ['A-02', 'A lamp', 'cycle'],
    ]);
    expect(classes).toEqual([
      { class: 'A', places: 0, due: 0, never: 0 },
      { class: 'B', places: 0, due: 0, never: 0 },
      { class: 'C', places: 1, due: 1, never: 1 },
    ]);
  });

  it('tells the bench nothing of what is expected', async () => {
    const tasks = await office.rows<{ values: object }>(
      `SELECT doc->'values' AS values FROM task WHERE stream_id = $1 AND kind = 'count-cycle'`,
      leeds,
    );
    for (const { values } of tasks)
      expect(Object.keys(values).sort()).toEqual(['class', 'location', 'name', 'reason', 'sku']);
  });

  it('books what is within the tolerance of the class at once, with its value, although stock moved meanwhile', async () => {
    const at = await seen();
    await office.receive('LAMP', 5, 'A-02');
    await count('A-02', 'LAMP', 29, { at });
    expect(await level('A-02', 'LAMP')).toBe(34);
    expect(await booked()).toEqual([
      {
        body: { warehouseId: leeds, locationId: 'A-02', sku: 'LAMP', quantity: -1, value: null },
        actor: packer,
      },
    ]);
    expect((await openTasks()).map(({ location }) => location)).toEqual(['A-01']);
    await office.expectSound();
  });

  it('has a large difference counted again by somebody else, and then decided by a manager', async () => {
    await logIn(desk, packer);
    await logIn(other, second);
    await count('A-01', 'MUG', 33);
    expect(await openTasks()).toEqual([{ kind: 'count-again', location: 'A-01', reason: null }]);
    await count('A-01', 'MUG', 33);
    expect(
      (await states('A-01')).map(({ state }) => state),
      'the same person twice',
    ).toEqual(['waiting', 'waiting']);
    expect(await level('A-01', 'MUG')).toBe(37);
    await count('A-01', 'MUG', 33, { station: other, by: second });
    expect(await level('A-01', 'MUG'), 'before a manager').toBe(37);
    expect(await openTasks()).toEqual([]);
    const [difference] = (await page()).differences;
    expect(difference).toMatchObject({
      locationId: 'A-01',
      name: 'A mug',
      class: 'A',
      expected: 37,
      difference: -4,
      value: { amountMinor: -1000, currency: 'GBP' },
    });
    expect(difference?.looks.map(({ by, counted, state }) => [by, counted, state])).toEqual([
      ['Selim', 33, 'approval'],
      ['Ayşe Yıldız', 33, 'waiting'],
      ['Ayşe Yıldız', 33, 'waiting'],
    ]);
    const decide = `/differences/${difference?.countId}`;
    await asked(desk.post(path(decide), { decision: 'book', by: supervisorWithoutPin }), 403);
    expect((await desk.post(path(decide, rotterdam), { decision: 'book', by: manager })).status).toBe(404);
    // Goods come while it waits: what is booked is the difference, not the number.
    await office.receive('MUG', 10, 'A-01');
    const after = await asked<CountsPage>(desk.post(path(decide), { decision: 'book', by: manager }));
    expect(after.differences).toEqual([]);
    expect(await level('A-01', 'MUG')).toBe(43);
    expect((await booked()).at(-1)).toEqual({
      body: {
        warehouseId: leeds,
        locationId: 'A-01',
        sku: 'MUG',
        quantity: -4,
        value: { valueMinor: -1000, currency: 'GBP' },
      },
      actor: 'PM',
    });
    expect((await states('A-01')).map(({ state }) => state)).toEqual(['superseded', 'superseded', 'booked']);
    const again = await asked<{ code: string }>(
      desk.post(path(decide), { decision: 'book', by: manager }),
      409,
    );
    expect(again.code).toBe('count-not-open');
  });

  it('is counted once more when the manager says so, and settled by a count that agrees with the books', async () => {
    await count('B-01', 'BOWL', 15);
    await count('B-01', 'BOWL', 15, { station: other, by: second });
    const [first] = (await page()).differences;
    await asked(desk.post(path(`/differences/${first?.countId}`), { decision: 'again', by: manager }));
    expect(await openTasks()).toEqual([{ kind: 'count-again', location: 'B-01', reason: null }]);
    expect(await level('B-01', 'BOWL')).toBe(20);
    await count('B-01', 'BOWL', 15, { station: other, by: second });
    await count('B-01', 'BOWL', 15);
    expect((await page()).differences.length).toBe(1);
    await count('B-01', 'BOWL', 20);
    expect((await page()).differences).toEqual([]);
    expect(await level('B-01', 'BOWL')).toBe(20);
    expect(await openTasks()).toEqual([]);
  });

  it('has a bin looked at that the books say is empty, but none that a count has emptied', async () => {
    await office.receive('VASE', 2, 'B-01');
    await leave('B-01', 'VASE', 2);
    expect(await openTasks()).toEqual([{ kind: 'count-cycle', location: 'B-01', reason: 'empty' }]);
    await count('B-01', 'VASE', 0);
    expect(await openTasks()).toEqual([]);
    await office.receive('VASE', 1, 'A-02');
    await count('A-02', 'VASE', 0);
    expect([await level('A-02', 'VASE'), await openTasks()]).toEqual([0, []]);
  });

  it('hands out by itself once a day, and again when the days of the class are over', async () => {
    const tools = office.office;
    await handOutDueCounts(tools);
    const first = await openTasks();
    await handOutDueCounts(tools);
    expect(await openTasks()).toEqual(first);
    aheadMs = 31 * 86_400_000;
    await Promise.all([handOutDueCounts(tools), handOutDueCounts(tools)]);
    const later = await openTasks();
    expect(later.map(({ location }) => location)).toContain('A-01');
    expect(later.length).toBeLessThanOrEqual(policy.mostADay);
    aheadMs = 0;
  });

  it('says how right the books were, week by week', async () => {
    const { accuracy } = await page();
    expect(accuracy.length).toBe(1);
    // Booked: lamps one short, mugs four short, bowls exact, vases exact, one vase too few.
    expect(accuracy[0]).toMatchObject({ counts: 5, exact: 2, within: 4, units: 6 });
  });

  it('is one of its warehouse, and opens to the office alone', async () => {
    const bench = await office.enrol(leeds, ['station']);
    expect((await bench.get(path())).status).toBe(403);
    expect((await desk.get(path('', companyStream))).status).toBe(404);
    expect((await asked<CountsPage>(desk.get(path('', rotterdam)))).policy).toBeNull();
  });
});

describe('a count while somebody else carries goods out of sight', () => {
  const ago = (seconds: number): string => new Date(Date.now() + aheadMs - seconds * 1000).toISOString();
  const carry = (quantity: number, at: string, from = 'A-02', to = 'B-01') => ({
    ...other.op('stock.move', null, {
      sku: skuSchema.parse('MUG'),
      quantity,
      from: locationIdSchema.parse(from),
      to: locationIdSchema.parse(to),
      taskId: null,
      code: 'MUG',
      scanId: 'late',
    }),
    at,
  });
  const countAt = async (counted: number, at: string, seq = seen()) => ({
    ...desk.op('stock.count', null, {
      locationId: locationIdSchema.parse('A-02'),
      sku: skuSchema.parse('MUG'),
      counted,
      inBoxes: 0,
      seen: await seq,
    }),
    at,
  });

  it('comes to what lies there, whichever is told first, and whoever was first before the bin', async () => {
    // By the rules of a warehouse that has set none, so small a difference is booked at once.
    await office.rows('DELETE FROM count_policy WHERE stream_id = $1', leeds);
    await office.receive('MUG', 30, 'A-02');
    await office.receive('MUG', 1, 'B-01');
    expect(await level('A-02', 'MUG')).toBe(30);
    // Two are in the hand of a cut-off picker; the counter sees 28 of them, and that is booked at once.
    await asked(desk.deliver(await countAt(28, ago(60))) as never);
    expect(await level('A-02', 'MUG')).toBe(28);
    await asked(other.deliver(carry(2, ago(90))) as never);
    expect(await level('A-02', 'MUG'), 'taken before the count').toBe(28);
    await asked(other.deliver(carry(1, ago(30))) as never);
    expect(await level('A-02', 'MUG'), 'taken after the count').toBe(27);
    expect(await level('B-01', 'MUG')).toBe(4);
  });

  it('is right as well where the counter is told late of what he had seen gone', async () => {
    const before = await seen();
    await asked(other.deliver(carry(2, ago(20))) as never);
    expect(await level('A-02', 'MUG')).toBe(25);
    await asked(desk.deliver(await countAt(25, ago(10), Promise.resolve(before))) as never);
    expect(await level('A-02', 'MUG')).toBe(25);
  });

  it('goes by the clocks as head office knows them to be wrong', async () => {
    // The picker's clock is an hour ahead: what it says is 30 minutes after the count was before it.
    await office.rows('UPDATE station SET skew_ms = 3600000 WHERE station_id = $1', other.stationId);
    await asked(desk.deliver(await countAt(24, ago(8))) as never);
    expect(await level('A-02', 'MUG')).toBe(24);
    await asked(other.deliver(carry(1, ago(-1_800))) as never);
    expect(await level('A-02', 'MUG')).toBe(24);
    await office.rows('UPDATE station SET skew_ms = 0 WHERE station_id = $1', other.stationId);
    expect(await verifyLedger(office.office.pool, leeds)).toEqual([]);
  });
});
