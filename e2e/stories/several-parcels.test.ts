// Three small orders side by side at one bench with the network cut: every item finds the parcel that wants it, a place's own
// code says otherwise, kill -9 finds all places again, an undo goes back across them, and each is sealed and labelled by itself.
// When the network is back every unit has been packed once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookInBothThemes } from '../rigs/both-themes';
import type { Goods } from '../rigs/head-office-books';
import { boxCode, commandCode } from '../rigs/printed-codes';
import { startWorkday, until, type Workday } from '../rigs/workday';

describe('several parcels at one bench', { timeout: 300_000 }, () => {
  let day: Workday;
  let bag: Goods;
  let card: Goods;
  let tin: Goods;

  beforeAll(async () => {
    day = await startWorkday({
      orders: async (books) => {
        [bag, card, tin] = (await books.goods(3)) as [Goods, Goods, Goods];
        const of = (goods: Goods, quantity = 1) => ({ sku: goods.sku, quantity });
        return [
          { lines: [of(bag), of(card)] },
          { lines: [of(bag), of(tin)] },
          { lines: [of(tin), of(card)] },
        ];
      },
    });
    await day.logIn();
  });
  afterAll(() => day?.end());

  const middle = () => day.screen.middle();
  const number = (index: number): string => day.orders[index]?.number ?? '';
  const packed = async (index: number): Promise<number> =>
    ((await day.books.parcelsOf(number(index)))[0]?.lines ?? []).reduce((sum, line) => sum + line.packed, 0);

  it('has as many places as somebody says, by scans alone', async () => {
    await day.display.typeScan(commandCode('places'));
    await until('the page of places', async () => (await middle()).includes('Places at this bench'));
    await day.display.typeScan(commandCode('quantity-3'));
    await until('three are chosen', async () => (await middle()).includes('3 places'));
    await lookInBothThemes(day, 'places-chosen');
  });

  it('opens an order at each, with the network cut', async () => {
    await day.cable.cut();
    for (const index of [0, 1, 2])
      expect(await day.openOrder(number(index))).toMatchObject({ tone: 'go', figures: `Place ${index + 1}` });
    for (const index of [0, 1, 2]) expect(await middle()).toContain(number(index));
  });

  it('sends each item to the one that wants it, and says which place that is', async () => {
    // Two want a bag: the first of the queue gets it, until its place says otherwise.
    expect(await day.scan(bag.code)).toMatchObject({ tone: 'go', figures: 'Place 1' });
    expect(await day.command('place-2')).toMatchObject({ tone: 'go', figures: 'Place 2' });
    expect(await day.scan(bag.code)).toMatchObject({ tone: 'go', figures: 'Place 1' });
    expect(await day.scan(bag.code), 'nobody wants a third').toMatchObject({ tone: 'stop' });
    await day.command('ok');
    await day.command('place-3');
    expect(await day.scan(card.code)).toMatchObject({ tone: 'go', figures: 'Place 3' });
    await lookInBothThemes(day, 'places-filling');
  });

  it('law 1: kill -9 finds every place again, and UNDO goes back across them', async () => {
    await day.killStation();
    await day.startStation();
    await until('all three stand there', async () => {
      const seen = await middle();
      return [0, 1, 2].every((index) => seen.includes(number(index)));
    });
    expect(await day.command('undo')).toMatchObject({ tone: 'look', figures: 'Place 3' });
    expect(await day.command('undo')).toMatchObject({ tone: 'look', figures: 'Place 1' });
    expect(await day.scan(bag.code)).toMatchObject({ tone: 'go', figures: 'Place 1' });
  });

  it('seals each by itself: its label is its own, and its place is free', async () => {
    expect(await day.scan(card.code)).toMatchObject({ tone: 'go', figures: 'Place 1' });
    for (const place of [1, 2, 3]) {
      const goods = { 1: [], 2: [tin.code], 3: [tin.code, card.code] }[place] ?? [];
      for (const code of goods)
        expect(await day.scan(code)).toMatchObject({ tone: 'go', figures: `Place ${place}` });
      expect(await day.scan(boxCode('B2'))).toMatchObject({ tone: 'go', figures: `Place ${place}` });
      expect(await day.command('seal')).toMatchObject({ tone: 'go', figures: `Place ${place}` });
      if (place === 1)
        expect(await day.command('seal'), 'which one, nobody said').toMatchObject({ tone: 'look' });
    }
    await until('three labels are out', () => day.printer.paper.length === 3);
    const words = day.printer.paper.map(({ zpl }) => zpl).join('\n');
    for (const index of [0, 1, 2]) expect(words).toContain(number(index));
  });

  it('has packed every unit once when the network is back', async () => {
    await day.cable.mend();
    await day.delivered();
    for (const index of [0, 1, 2]) {
      const [parcel, ...others] = await day.books.parcelsOf(number(index));
      expect(others).toEqual([]);
      expect(parcel?.state).toBe('labelled');
      expect(await packed(index)).toBe(2);
    }
    const ops = await day.books.opsOf(day.stationId());
    expect(ops.every(({ status, times }) => status === 'applied' && times === 1)).toBe(true);
    expect(await day.books.ledgerFaults()).toEqual([]);
  });
});
