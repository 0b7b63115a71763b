// One scale and three parcels side by side: each box is weighed for itself and by itself, one that lies there from before lends its
// weight to no other, and a box that weighs something else is asked about while the others stand as they are.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookInBothThemes } from '../rigs/both-themes';
import type { Goods } from '../rigs/head-office-books';
import { boxCode, commandCode } from '../rigs/printed-codes';
import { openVirtualScale, type VirtualScale } from '../rigs/scale/virtual-scale';
import { storedOps } from '../rigs/station-store';
import { startWorkday, until, type Workday } from '../rigs/workday';

type Seal = {
  parcelId: string | null;
  weightGrams: number;
  weighed?: { by: string; grams: number; expectedGrams: number; reason?: string };
};

describe('weighing with several parcels at one bench', { timeout: 300_000 }, () => {
  let day: Workday;
  let scale: VirtualScale;
  let bag: Goods;
  let card: Goods;
  let tin: Goods;
  let boxGrams = 0;

  beforeAll(async () => {
    scale = await openVirtualScale({ protocol: 'mt-sics' });
    day = await startWorkday({
      args: [`--scale=mt-sics:${scale.path}`],
      orders: async (books) => {
        [bag, card, tin] = (await books.goods(3)) as [Goods, Goods, Goods];
        return [bag, card, tin].map((goods) => ({ lines: [{ sku: goods.sku, quantity: 1 }] }));
      },
    });
    const [box] = await day.books.ask<{ grams: number }>(
      `SELECT (doc->'box'->>'tareGrams')::int AS grams FROM directory WHERE doc->>'kind' = 'box' AND doc->'box'->>'boxId' = 'B2'`,
    );
    boxGrams = box?.grams ?? 0;
    await day.logIn();
  });
  afterAll(async () => {
    await day?.end();
    await scale?.close();
  });

  const page = () => day.station().page;
  const middle = () => day.screen.middle();
  const number = (index: number): string => day.orders[index]?.number ?? '';
  const shown = (words: string | RegExp) =>
    until(`the page says ${String(words)}`, () => page().getByText(words).first().isVisible());
  const seals = async (): Promise<Seal[]> =>
    (await storedOps(page()))
      .filter(({ type }) => type === 'parcel.seal')
      .map(({ body, parcelId }) => ({ ...(body as Omit<Seal, 'parcelId'>), parcelId }));
  const sealed = (count: number) =>
    until(`${count} are sealed`, async () => (await seals()).length === count);
  const parcelOf = async (index: number): Promise<string> =>
    (await day.books.parcelsOf(number(index)))[0]?.parcelId ?? '';

  /** Takes off what lies there, as hands do: the pan stands empty for a moment. */
  const lift = async (): Promise<void> => {
    scale.load(0);
    await until('the strip says that nothing lies there', async () =>
      /\b0 g/.test((await day.screen.strip('Scale'))?.words ?? ''),
    );
  };

  it('has three parcels open with their goods and boxes, the network cut', async () => {
    await day.display.typeScan(commandCode('places'));
    await until('the page of places', async () => (await middle()).includes('Places at this bench'));
    await day.display.typeScan(commandCode('quantity-3'));
    await until('three are chosen', async () => (await middle()).includes('3 places'));
    await day.cable.cut();
    for (const index of [0, 1, 2])
      expect(await day.openOrder(number(index))).toMatchObject({ tone: 'go', figures: `Place ${index + 1}` });
    for (const [index, goods] of [bag, card, tin].entries()) {
      expect(await day.scan(goods.code)).toMatchObject({ figures: `Place ${index + 1}` });
      expect(await day.scan(boxCode('B2'))).toMatchObject({ figures: `Place ${index + 1}` });
      await day.command('ok');
    }
  });

  it('leaves the question about one box when another is turned to, and seals that one with its own weight', async () => {
    // Nothing lies on the scale: the box in hand is the third.
    expect(await day.command('seal')).toMatchObject({ tone: 'look' });
    await shown('Put the box on the scale');
    await lookInBothThemes(day, 'weigh-first-at-places');
    expect(await day.openOrder(number(0))).toMatchObject({ figures: 'Place 1' });
    scale.load(boxGrams + bag.weightGrams + 3);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await seals(), 'nobody said SEAL of this one').toEqual([]);
    await day.command('seal');
    await sealed(1);
    expect((await seals())[0]).toMatchObject({
      parcelId: await parcelOf(0),
      weightGrams: boxGrams + bag.weightGrams + 3,
      weighed: { by: 'scale' },
    });
  });

  it('lends the weight of a box that lies there to no other', async () => {
    expect(await day.openOrder(number(1))).toMatchObject({ figures: 'Place 2' });
    expect(await day.command('seal')).toMatchObject({ tone: 'look' });
    await shown('Put the box on the scale');
    await lift();
    scale.load(boxGrams + card.weightGrams + 2);
    await sealed(2);
    expect((await seals())[1]).toMatchObject({
      parcelId: await parcelOf(1),
      weighed: { by: 'scale', grams: boxGrams + card.weightGrams + 2 },
    });
  });

  it('asks about the one that weighs something else, and only about that', async () => {
    expect(await day.openOrder(number(2))).toMatchObject({ figures: 'Place 3' });
    await lift();
    scale.load(boxGrams + 2 * tin.weightGrams + 300);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await day.command('seal');
    await shown('The weight does not fit');
    await day.command('quantity-1');
    await sealed(3);
    expect((await seals())[2]).toMatchObject({
      parcelId: await parcelOf(2),
      weighed: { by: 'scale', reason: 'counted-again' },
    });
  });

  it('told head office each weight once, with its own parcel', async () => {
    await day.cable.mend();
    await day.delivered();
    const said = await seals();
    for (const index of [0, 1, 2]) {
      const [parcel, ...others] = await day.books.parcelsOf(number(index));
      expect(others).toEqual([]);
      expect(parcel?.weightGrams).toBe(said[index]?.weightGrams);
    }
    const ops = await day.books.opsOf(day.stationId());
    expect(ops.every(({ status, times }) => status === 'applied' && times === 1)).toBe(true);
    expect(await day.books.ledgerFaults()).toEqual([]);
  });
});
