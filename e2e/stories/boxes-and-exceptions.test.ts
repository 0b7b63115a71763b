// What goes otherwise than planned: goods missing or damaged, a line cancelled while it is packed, two boxes, a part
// shipment, an order put on hold. Done by scans, checked in head office's own books.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownCode } from '../../shared/barcode/own-code';
import type { Goods } from '../rigs/head-office-books';
import { boxCode } from '../rigs/printed-codes';
import { startWorkday, until, type Workday } from '../rigs/workday';

describe('a box that does not go as planned', () => {
  let day: Workday;
  let one: Goods;
  let two: Goods;

  beforeAll(async () => {
    day = await startWorkday({
      orders: async (books) => {
        [one, two] = (await books.goods(2)) as [Goods, Goods];
        const lines = (first: number, second: number) => [
          { sku: one.sku, quantity: first },
          { sku: two.sku, quantity: second },
        ];
        const wishes = [
          [1, 2],
          [2, 1],
          [2, 1],
          [3, 1],
          [1, 1],
          [1, 1],
          [1, 1],
        ] as const;
        return wishes.map(([first, second]) => ({ lines: lines(first, second) }));
      },
    });
    await day.logIn();
  });
  afterAll(() => day?.end());

  const order = (index: number) => day.orders[index] ?? { orderId: '', number: '' };
  const parcels = (index: number) => day.books.parcelsOf(order(index).number);
  const opens = async (index: number) =>
    expect(await day.openOrder(order(index).number)).toMatchObject({ tone: 'go' });
  const sealInBox = async (boxId = 'B2') => {
    expect(await day.scan(boxCode(boxId))).toMatchObject({ tone: 'go' });
    return day.command('seal');
  };

  it('law 3: a line cancelled at head office stops the bench; its units come out again by scan', async () => {
    await opens(0);
    await day.scanAll([two.code, two.code]);
    await day.delivered();
    const { order: placed } = await day.door.ask<{
      order: { lines: Array<{ lineNo: number; sku: string }> };
    }>('GET', `/v1/orders/${order(0).orderId}`);
    const lineNo = placed.lines.find(({ sku }) => sku === two.sku)?.lineNo ?? 0;
    await day.door.cancelLine(order(0).orderId, lineNo, 2);
    await until('the bench is stopped', async () => (await day.screen.verdict()).tone === 'stop');
    expect(await day.screen.verdict()).toMatchObject({
      title: `Units of ${order(0).number} were cancelled`,
      next: `Scan OK and leave out 2 × ${two.name}.`,
      holds: true,
    });
    expect(await day.command('ok')).toMatchObject({ tone: 'look' });
    expect(await day.screen.verdict()).toMatchObject({ title: 'Take it out and scan it' });
    for (const figures of ['1 of 1', '0 of 1'])
      expect(await day.scan(two.code)).toMatchObject({
        tone: 'look',
        next: `${two.name}: 1 taken out`,
        figures,
      });
    expect(await day.scan(one.code)).toMatchObject({ tone: 'go' });
    expect(await sealInBox()).toMatchObject({
      tone: 'go',
      next: `Order ${order(0).number} is sealed with 1 in it`,
    });
  });

  it('law 3: a damaged unit goes to quarantine and the box wants one less', async () => {
    const quarantined = await day.books.at(one.sku, 'quarantine');
    await opens(1);
    expect(await day.command('damaged')).toMatchObject({
      tone: 'look',
      next: 'The next item counts as damaged',
    });
    expect(await day.scan(one.code)).toMatchObject({ tone: 'look', next: `${one.name}: 1 damaged` });
    await until(
      'the unit is in quarantine',
      async () => (await day.books.at(one.sku, 'quarantine')) === quarantined + 1,
    );
  });

  it('law 3: missing units are reported twice over, and head office asks for a count', async () => {
    expect(await day.scan(one.code)).toMatchObject({ tone: 'go', figures: '1 of 2' });
    expect(await day.screen.currentItem()).toMatchObject({ name: two.name });
    expect(await day.command('missing')).toMatchObject({ tone: 'look' });
    expect(await day.command('missing')).toMatchObject({ tone: 'look', next: `${two.name}: 1 missing` });
    expect(await sealInBox()).toMatchObject({ tone: 'go' });
    await day.delivered();
    const tasks = await day.books.ask<{ kind: string }>(
      `SELECT kind FROM task WHERE state = 'open' AND doc->'values'->>'sku' = $1`,
      [two.sku],
    );
    expect(tasks.map(({ kind }) => kind)).toContain('count-bin');
  });

  it('law 10: with the cable out what is missing is asked of another site by a digit; head office looks there, or holds', async () => {
    await opens(5);
    await day.cable.cut();
    expect(await day.command('missing')).toMatchObject({ tone: 'look' });
    expect(await day.screen.middle()).toContain('another site');
    expect(await day.command('quantity-1')).toMatchObject({
      tone: 'look',
      next: `1 of ${one.name}: from another site`,
    });
    await day.cable.mend();
    await day.delivered();
    const { number } = order(5);
    await until('it is decided', async () => {
      const [row] = await day.books.ask<{ elsewhere: number; told: number; counted: number }>(
        `SELECT (SELECT count(*) FROM parcel WHERE order_number = $1 AND stream_id <> 'W1')::int AS elsewhere,
           (SELECT count(*) FROM task WHERE kind = 'no-other-site' AND doc->'values'->>'number' = $1)::int AS told,
           (SELECT count(*) FROM task WHERE kind = 'count-bin' AND state = 'open' AND doc->'values'->>'sku' = $2)::int AS counted`,
        [number, one.sku],
      );
      return row !== undefined && row.elsewhere + row.told === 1 && row.counted > 0;
    });
    await day.scan(two.code);
    expect(await sealInBox()).toMatchObject({ tone: 'go' });
  });

  it('law 10: with the cable out the card says where else it is, and the code of that bin takes it from there', async () => {
    const told = async (): Promise<number> =>
      (
        await day.books.ask(
          `SELECT 1 FROM whereabouts WHERE stream_id = 'W1' AND sku = $1 AND jsonb_array_length(doc->'bins') > 0`,
          [one.sku],
        )
      ).length;
    await until('head office has told where it is', async () => (await told()) > 0, 60_000);
    await opens(6);
    const [box] = await parcels(6);
    const [planned] = box?.lines.find(({ sku }) => sku === one.sku)?.sources ?? [];
    const [other] = await day.books.ask<{ location_id: string }>(
      `SELECT location_id FROM location WHERE stream_id = 'W1' AND kind = 'bin' AND location_id <> $1 ORDER BY walk_order LIMIT 1`,
      [planned?.locationId ?? ''],
    );
    const from = other?.location_id ?? '';
    const [before, atBench] = [await day.books.at(one.sku, from), await day.books.at(one.sku, 'bench')];
    await day.cable.cut();
    expect(await day.command('missing')).toMatchObject({ tone: 'look' });
    expect(await day.screen.middle()).toContain('As head office knew it');
    expect(await day.scan(ownCode('location', from))).toMatchObject({
      tone: 'look',
      next: `1 unit of ${one.name} from ${from}`,
    });
    expect(await day.scan(one.code)).toMatchObject({ tone: 'go' });
    await day.scan(two.code);
    expect(await sealInBox()).toMatchObject({ tone: 'go' });
    expect(await day.books.at(one.sku, from), 'head office has heard nothing of it').toBe(before);
    await day.cable.mend();
    await day.delivered();
    expect(await day.books.at(one.sku, from)).toBe(before - 1);
    expect(await day.books.at(one.sku, 'bench')).toBe(atBench + 1);
    const tasks = await day.books.ask<{ location: string }>(
      `SELECT doc->'values'->>'location' AS location FROM task WHERE kind = 'count-bin' AND state = 'open' AND doc->'values'->>'sku' = $1`,
      [one.sku],
    );
    expect(tasks.map(({ location }) => location)).toContain(planned?.locationId);
    expect(await day.books.ledgerFaults()).toEqual([]);
  });

  it('is shipped in two boxes under two numbers', async () => {
    await opens(2);
    await day.scan(one.code);
    await day.scan(boxCode('B1'));
    expect(await day.command('next-box')).toMatchObject({
      tone: 'go',
      next: 'Box 2 is open: 2 left to pack',
    });
    await day.scan(one.code);
    await day.scan(two.code);
    expect(await sealInBox('B1')).toMatchObject({ tone: 'go' });
    await until('both labels are out', async () =>
      (await parcels(2)).every(({ state }) => state === 'labelled'),
    );
    const boxes = await parcels(2);
    expect(boxes.map(({ boxNumber }) => boxNumber)).toEqual([1, 2]);
    expect(new Set(boxes.map(({ sscc }) => sscc)).size).toBe(2);
    expect(boxes.map(({ lines }) => lines.reduce((sum, { packed }) => sum + packed, 0))).toEqual([1, 2]);
  });

  it('goes in part when it is said twice, and the rest waits as a parcel of its own', async () => {
    await opens(3);
    await day.scan(one.code);
    expect(await day.command('ship-part')).toMatchObject({ tone: 'look' });
    expect(await day.command('ship-part')).toMatchObject({
      tone: 'look',
      next: `Order ${order(3).number} ships without the last 3`,
    });
    expect(await sealInBox()).toMatchObject({ tone: 'go' });
    await until('the rest waits', async () => (await parcels(3)).length === 2);
    const [sent, rest] = await parcels(3);
    expect(sent?.lines.reduce((sum, { packed }) => sum + packed, 0)).toBe(1);
    expect(rest?.lines.reduce((sum, { expected }) => sum + expected, 0)).toBe(3);
  });

  it('is held and taken up again by scanning it twice', async () => {
    await opens(4);
    await day.scan(one.code);
    expect(await day.command('hold')).toMatchObject({ tone: 'look' });
    expect(await day.command('hold')).toMatchObject({
      tone: 'look',
      next: `Order ${order(4).number} is on hold`,
    });
    await day.delivered();
    await until('head office holds it', async () => Boolean((await parcels(4))[0]?.hold));
    expect(await day.openOrder(order(4).number)).toMatchObject({ tone: 'look' });
    expect(await day.openOrder(order(4).number)).toMatchObject({ tone: 'go', figures: '1 of 2' });
    await day.scan(two.code);
    expect(await sealInBox()).toMatchObject({ tone: 'go' });
    await day.delivered();
    expect((await parcels(4))[0]).toMatchObject({ hold: null });
  });

  it('law 5: leaves a ledger that proves itself', async () => {
    await day.delivered();
    expect(await day.books.ledgerFaults()).toEqual([]);
    const there = await day.books.opsOf(day.stationId());
    expect(there.filter(({ status }) => status !== 'applied')).toEqual([]);
  });
});
