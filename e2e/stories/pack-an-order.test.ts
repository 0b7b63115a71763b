// The main job, from badge to hand-over, by scans alone: two orders packed, labelled, read back and given away.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Goods } from '../rigs/head-office-books';
import { boxCode } from '../rigs/printed-codes';
import { storedOps } from '../rigs/station-store';
import { startWorkday, until, type Workday } from '../rigs/workday';

describe('an order packed by scans', () => {
  let day: Workday;
  let bag: Goods;
  let card: Goods;
  const before = new Map<string, number>();

  beforeAll(async () => {
    day = await startWorkday({
      orders: async (books) => {
        [bag, card] = (await books.goods(2)) as [Goods, Goods];
        for (const { sku } of [bag, card]) before.set(sku, await books.onHand(sku));
        return [
          {
            lines: [
              { sku: bag.sku, quantity: 2 },
              { sku: card.sku, quantity: 1 },
            ],
          },
        ];
      },
    });
  });
  afterAll(() => day?.end());

  const number = (): string => day.orders[0]?.number ?? '';
  const parcel = async () => {
    const [only, ...others] = await day.books.parcelsOf(number());
    expect(others).toEqual([]);
    if (!only) throw new Error('the order has no parcel');
    return only;
  };
  const stock = (sku: string) => day.books.onHand(sku);

  it('begins with a badge and shows the order among those waiting', async () => {
    expect(await day.screen.verdict()).toMatchObject({ tone: 'rest', title: 'Scan your badge' });
    expect(await day.logIn()).toMatchObject({ tone: 'go', next: 'Hello Ayşe Yıldızoğuş' });
    expect((await day.screen.waiting())[0]).toBe(number());
  });

  it('takes every item with a green answer that counts along', async () => {
    expect(await day.openOrder(number())).toMatchObject({ tone: 'go', figures: '0 of 3' });
    const asked = await day.screen.currentItem();
    expect([bag.name, card.name]).toContain(asked?.name);
    expect(await day.scan(bag.code)).toMatchObject({
      tone: 'go',
      next: `${bag.name}: 1 of 2 in the box`,
      figures: '1 of 3',
    });
    expect(await day.scan(bag.code)).toMatchObject({ tone: 'go', next: `${bag.name}: all 2 in the box` });
    expect(await day.screen.currentItem()).toMatchObject({ name: card.name });
    expect(await day.scan(card.code)).toMatchObject({
      tone: 'go',
      title: 'Scan the box you use',
      figures: '3 of 3',
    });
  });

  it('law 1: every item shown green is on this station’s disk', async () => {
    const packed = (await storedOps(day.station().page)).filter(({ type }) => type === 'parcel.pack-item');
    expect(packed.map(({ body }) => body['code'])).toEqual([bag.code, bag.code, card.code]);
  });

  it('is sealed in a box of its own, and the stock has not moved yet', async () => {
    expect(await day.scan(boxCode('B2'))).toMatchObject({ tone: 'go' });
    expect(await day.command('seal')).toMatchObject({
      tone: 'go',
      next: `Order ${number()} is sealed with 3 in it`,
    });
    await until('the label is out', () => day.printer.paper.length > 0);
    await until('head office knows the label is out', async () => (await parcel()).state === 'labelled');
    for (const { sku } of [bag, card]) expect(await stock(sku)).toBe(before.get(sku));
  });

  it('has one label whose number, read from its picture, is head office’s', async () => {
    const { sscc } = await parcel();
    const [label, ...others] = day.printer.paper;
    expect(others).toEqual([]);
    expect(label?.problem).toBeNull();
    expect(label?.codes).toContainEqual({ symbology: ']C1', text: `00${sscc}` });
  });

  it('law 5: leaves the stock when the carrier has it, and the ledger proves it', async () => {
    const number18 = day.printer.paper[0]?.codes.find(({ symbology }) => symbology === ']C1')?.text ?? '';
    expect(await day.scan(number18)).toMatchObject({ tone: 'go', next: expect.stringContaining(number()) });
    await until('head office has handed it over', async () => (await parcel()).state === 'handed-over');
    expect(await stock(bag.sku)).toBe((before.get(bag.sku) ?? 0) - 2);
    expect(await stock(card.sku)).toBe((before.get(card.sku) ?? 0) - 1);
    expect(await day.books.ledgerFaults()).toEqual([]);
  });

  it('law 6: the order is shipped because its lines are', async () => {
    const { order } = await day.door.ask<{
      order: { lines: Array<{ ordered: number; shipped: number }>; status?: unknown };
    }>('GET', `/v1/orders/${day.orders[0]?.orderId}`);
    expect(order.lines.every(({ ordered, shipped }) => ordered === shipped)).toBe(true);
    expect(order).not.toHaveProperty('status');
    const { rows } = await day.door.ask<{ rows: Array<{ number: string; status: string }> }>(
      'GET',
      `/v1/orders?text=${number()}`,
    );
    expect(rows).toMatchObject([{ number: number(), status: 'shipped' }]);
  });

  it('law 2: every op of the station arrived, each once', async () => {
    await day.delivered();
    const here = (await storedOps(day.station().page)).map(({ opId }) => opId);
    const there = await day.books.opsOf(day.stationId());
    expect(there.map(({ opId }) => opId)).toEqual(here);
    expect(there.every(({ status, times }) => status === 'applied' && times === 1)).toBe(true);
  });
});
