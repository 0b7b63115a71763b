// Orders taken at stations against a real database: from the op that tells of them to ordinary orders that have their stock.
import { v7 as uuidV7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RightsAnswer } from '../../../shared/contract/rights';
import { type GrantId, skuSchema } from '../../../shared/domain/ids';
import type { HeldGrant } from '../../../shared/domain/stock/quota';
import type { OpBody } from '../../../shared/sync/op';
import {
  leeds,
  lineOf,
  startTestOffice,
  type TestOffice,
  type TestStation,
} from '../../test-office.test-kit';
import { opsThatTook } from './ops-that-took';
import { orderIdOf } from './order-id';

let office: TestOffice;
let bench: TestStation;
let numbers = 0;
const nowMs = Date.parse('2026-03-02T08:00:00.000Z');

beforeAll(async () => {
  office = await startTestOffice({ now: () => new Date(nowMs) });
});
afterAll(() => office.close());
beforeEach(async () => {
  bench = await office.enrol();
});

async function greet(station: TestStation, fresh = true): Promise<RightsAnswer> {
  const { body } = await station.post('/v1/hello', {
    maxStationSeq: 0,
    unsent: 0,
    oldestUnsentAt: null,
    appVersion: '0.0.0',
    at: new Date(nowMs).toISOString(),
    wantParcels: 0,
    rights: { fresh, numbers: { held: [], returned: [] }, grants: [] },
  });
  return body['rights'] as RightsAnswer;
}

async function quotaOf(station: TestStation, sku: string, units: number): Promise<HeldGrant> {
  await station.post(`/v1/stations/${station.stationId}/quotas`, { sku, units });
  const grant = (await greet(station)).grants.find((each) => each.sku === sku);
  if (!grant) throw new Error(`no quota of ${sku}`);
  return grant;
}

type Lines = OpBody<'order.take'>['lines'];
const line = ({ sku, grantId }: Pick<HeldGrant, 'sku' | 'grantId'>, quantity: number): Lines[number] => ({
  sku,
  quantity,
  grantId,
  unitPriceMinor: 450,
});

function body(lines: Lines, over: Partial<OpBody<'order.take'>> = {}): OpBody<'order.take'> {
  numbers += 1;
  return {
    channelId: 'telephone',
    shipTo: {
      name: 'Ada Lovelace',
      company: null,
      lines: ['1 High Street'],
      postcode: 'LS1 1AA',
      city: 'Leeds',
      region: null,
      countryCode: 'GB',
      phone: null,
      email: null,
    },
    payment: 'later',
    note: 'ring twice',
    series: 'document W1 2026',
    number: numbers,
    currency: 'GBP',
    lines,
    ...over,
  };
}

const numberOf = ({ number }: OpBody<'order.take'>): string => `W1-2026-${String(number).padStart(6, '0')}`;
const idOf = (taken: OpBody<'order.take'>): string => orderIdOf(taken.channelId, numberOf(taken));
const placed = () => office.office.stationOrders.drain();
const stockOf = async (sku: string): Promise<Record<string, number>> =>
  (
    await office.rows<Record<string, number>>(
      'SELECT on_hand, allocated, available FROM stock WHERE stream_id = $1 AND sku = $2',
      leeds,
      sku,
    )
  )[0] ?? {};
const heldFor = async (taken: OpBody<'order.take'>): Promise<number> =>
  Number(
    (
      await office.rows<{ units: number }>(
        'SELECT coalesce(sum(units), 0)::int AS units FROM stock_hold WHERE holder_id = $1',
        idOf(taken),
      )
    )[0]?.units,
  );
type Stored = {
  number: string;
  state: string;
  channelId: string;
  note: string | null;
  tags?: string[];
  lines: { sku: string; ordered: number; allocated: number; unitPriceMinor: number }[];
};
const storedOf = async (taken: OpBody<'order.take'>): Promise<Stored[]> =>
  (
    await office.rows<{ doc: Stored }>(
      'SELECT doc FROM sales_order WHERE channel_id = $1 AND external_id = $2',
      taken.channelId,
      numberOf(taken),
    )
  ).map(({ doc }) => doc);
const notPlaced = () =>
  office.rows<{ doc: { values: Record<string, string> } }>(
    `SELECT doc FROM task WHERE stream_id = $1 AND kind = 'order-not-placed' ORDER BY seq`,
    leeds,
  );

describe('an order taken at a station', () => {
  it('keeps what its quota covered from the op on, and is placed with it, each once however often it is told', async () => {
    await office.receive('LAMP', 6);
    const grant = await quotaOf(bench, 'LAMP', 6);
    const taken = body([line(grant, 4)]);
    // Placing waits until it is asked for.
    await office.office.stationOrders.stop();
    const op = bench.op('order.take', null, taken);
    const answered = await bench.deliver(op);
    expect(answered.body.results).toMatchObject([{ status: 'applied', refusal: null, taskId: null }]);
    expect(await heldFor(taken)).toBe(4);
    expect(await storedOf(taken)).toEqual([]);
    // Nobody else is promised the units between op and placing.
    const web = await bench.place({ externalId: uuidV7(), lines: [lineOf('LAMP', 1)] });
    await office.settled();
    expect((await stockOf('LAMP'))['allocated'], 'two are still the quota’s').toBe(2);
    await placed();
    await bench.deliver(op);
    await placed();
    await office.settled();
    const [stored, ...more] = await storedOf(taken);
    expect(more).toEqual([]);
    expect(stored).toMatchObject({
      number: numberOf(taken),
      state: 'confirmed',
      channelId: 'telephone',
      note: 'ring twice',
      tags: ['pays-later'],
      lines: [{ sku: 'LAMP', ordered: 4, allocated: 4, unitPriceMinor: 450 }],
    });
    expect(await heldFor(taken)).toBe(0);
    expect(await office.rows('SELECT used, units FROM quota WHERE grant_id = $1', grant.grantId)).toEqual([
      { used: 4, units: 6 },
    ]);
    expect(await office.parcelsOf(idOf(taken))).toHaveLength(1);
    const [other] = await office.rows<{ doc: Stored }>(
      'SELECT doc FROM sales_order WHERE order_id = $1',
      web,
    );
    expect(other?.doc.lines[0]?.allocated).toBe(0);
    await office.expectSound();
  });

  it('out of several quotas of a product has one line of it', async () => {
    await office.receive('BOWL', 3, 'A-01');
    await office.receive('BOWL', 3, 'B-01');
    await bench.post(`/v1/stations/${bench.stationId}/quotas`, { sku: 'BOWL', units: 6 });
    const { grants } = await greet(bench);
    const bowls = grants.filter(({ sku }) => sku === 'BOWL');
    expect(bowls).toHaveLength(2);
    const taken = body(bowls.map((grant) => line(grant, grant.units)));
    await bench.deliver(bench.op('order.take', null, taken));
    await placed();
    const all = bowls.reduce((sum, { units }) => sum + units, 0);
    expect((await storedOf(taken))[0]?.lines).toMatchObject([{ sku: 'BOWL', ordered: all, allocated: all }]);
    await office.expectSound();
  });

  it('of two stations at once holds no more than there is', async () => {
    const other = await office.enrol();
    await office.receive('VASE', 5);
    const one = await quotaOf(bench, 'VASE', 3);
    const two = await quotaOf(other, 'VASE', 3);
    expect(one.units + two.units).toBe(5);
    const [mine, theirs] = [body([line(one, one.units)]), body([line(two, two.units)])];
    await Promise.all([
      bench.deliver(bench.op('order.take', null, mine)),
      other.deliver(other.op('order.take', null, theirs)),
    ]);
    await placed();
    expect((await stockOf('VASE'))['allocated']).toBe(5);
    for (const taken of [mine, theirs])
      expect((await storedOf(taken))[0]?.lines[0]?.allocated).toBe(taken.lines[0]?.quantity);
    await office.expectSound();
  });

  it('is placed after head office fell over between the op and the placing', async () => {
    await office.receive('LAMP', 20);
    const grant = await quotaOf(bench, 'LAMP', 8);
    const taken = body([line(grant, 3)], { channelId: 'counter' });
    await office.office.stationOrders.stop();
    await bench.deliver(bench.op('order.take', null, taken));
    await office.reopen(async () => undefined);
    await placed();
    expect((await storedOf(taken))[0]?.lines).toMatchObject([{ ordered: 3, allocated: 3 }]);
    // Its answer was lost on the way back: performed again, it is the order that is there.
    await office.rows(
      `UPDATE outbox SET done_at = NULL WHERE topic = 'station-order' AND key = $1`,
      numberOf(taken),
    );
    await placed();
    expect(await storedOf(taken)).toHaveLength(1);
    expect(await notPlaced()).toEqual([]);
    await office.expectSound();
  });

  it('beyond what head office remembers of its quota is placed all the same, and waits for the rest', async () => {
    await office.receive('MUG', 2);
    const grant = await quotaOf(bench, 'MUG', 2);
    const taken = body([line(grant, 2), { ...line(grant, 3), grantId: uuidV7() as GrantId }]);
    const { body: answer } = await bench.deliver(bench.op('order.take', null, taken));
    expect(answer.results).toMatchObject([{ status: 'applied' }]);
    await placed();
    expect((await storedOf(taken))[0]?.lines).toMatchObject([{ ordered: 5 }]);
    await office.expectSound();
  });

  it('that cannot be placed is a task that says why, and its goods are anybody’s again', async () => {
    await office.receive('VASE', 4);
    const grant = await quotaOf(bench, 'VASE', 4);
    const taken = body([line(grant, 4), { ...line(grant, 1), sku: skuSchema.parse('GONE') }]);
    await bench.deliver(bench.op('order.take', null, taken));
    await placed();
    expect(await storedOf(taken)).toEqual([]);
    expect(await heldFor(taken)).toBe(0);
    const [task] = await notPlaced();
    expect(task?.doc.values).toMatchObject({ number: numberOf(taken), name: 'Ada Lovelace' });
    expect(task?.doc.values['reason']).toContain('GONE');
    await office.expectSound();
  });

  it('paid in cash has its money, in the books of the till', async () => {
    await office.receive('LAMP', 4);
    const grant = await quotaOf(bench, 'LAMP', 2);
    const taken = body([line(grant, 2)], { channelId: 'counter', payment: 'cash' });
    await bench.deliver(bench.op('order.take', null, taken));
    await placed();
    await office.office.payments.drain();
    const { body: money } = await bench.get(`/v1/orders/${idOf(taken)}/payments`);
    expect(money).toMatchObject({
      payments: [{ method: 'cash', state: 'captured', capturedMinor: 900, currency: 'GBP' }],
    });
  });

  it('costs what the price list of its channel says, as it is told with the quotas', async () => {
    await office.receive('BOWL', 4);
    await quotaOf(bench, 'BOWL', 2);
    const list = {
      name: 'By telephone',
      currency: 'GBP',
      prices: [
        { sku: 'BOWL', fromQuantity: 1, unitPriceMinor: 420 },
        { sku: 'LAMP', fromQuantity: 1, unitPriceMinor: 999 },
      ],
    };
    await office.rows(
      `INSERT INTO price_list (stream_id, name, doc, changed_at) VALUES ('company', $1, $2, now())`,
      list.name,
      JSON.stringify(list),
    );
    await office.rows(
      `UPDATE channel SET policy = policy || '{"priceList": "By telephone"}' WHERE channel_id = 'telephone'`,
    );
    expect((await greet(bench)).prices).toEqual([
      { channelId: 'counter', currency: 'GBP', prices: [] },
      { channelId: 'telephone', currency: 'GBP', prices: [list.prices[0]] },
    ]);
  });

  it('is found by its order when somebody is to be forgotten', async () => {
    await office.receive('MUG', 40);
    const grant = await quotaOf(bench, 'MUG', 2);
    const taken = body([line(grant, 1)]);
    const op = bench.op('order.take', null, taken);
    await bench.deliver(op);
    await placed();
    expect(await opsThatTook(office.office.pool, [idOf(taken)])).toEqual([op.opId]);
    expect(await opsThatTook(office.office.pool, [uuidV7()])).toEqual([]);
    const [work] = await office.rows<{ payload: object }>(
      `SELECT payload FROM outbox WHERE topic = 'station-order' AND key = $1`,
      numberOf(taken),
    );
    expect(JSON.stringify(work), 'nothing of the customer stands elsewhere').not.toContain('Lovelace');
  });

  it('whose body is wrong is nobody’s order', async () => {
    const grant = { sku: skuSchema.parse('MUG'), grantId: uuidV7() as GrantId };
    const taken = { ...body([line(grant, 1)]), channelId: 'web' } as never;
    const { body: answer } = await bench.deliver(bench.op('order.take', null, taken));
    expect(answer.results[0]?.status).not.toBe('applied');
  });
});
