// Weighing at a real bench: a virtual scale on a pseudo-terminal, the real device host, the real screen. The box is weighed by
// itself, one that weighs something else is asked about, and unplugged the bench packs on with a weight that is typed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Goods } from '../rigs/head-office-books';
import { lookInBothThemes } from '../rigs/both-themes';
import { boxCode } from '../rigs/printed-codes';
import { openVirtualScale, type VirtualScale } from '../rigs/scale/virtual-scale';
import { storedOps } from '../rigs/station-store';
import { startWorkday, until, type Workday } from '../rigs/workday';

type Seal = { weightGrams: number; weighed?: { by: string; grams: number; reason?: string } };

describe('weighing at the bench', { timeout: 300_000 }, () => {
  let day: Workday;
  let scale: VirtualScale;
  let one: Goods;
  let boxGrams = 0;

  beforeAll(async () => {
    scale = await openVirtualScale({ protocol: 'mt-sics' });
    day = await startWorkday({
      args: [`--scale=mt-sics:${scale.path}`],
      orders: async (books) => {
        [one] = (await books.goods(1)) as [Goods];
        return [1, 1, 1].map((quantity) => ({ lines: [{ sku: one.sku, quantity }] }));
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
  const shown = (words: string | RegExp) =>
    until(`the page says ${String(words)}`, () => page().getByText(words).first().isVisible());
  const seals = async (): Promise<Seal[]> =>
    (await storedOps(page())).filter(({ type }) => type === 'parcel.seal').map(({ body }) => body as Seal);
  const packed = async (at: number): Promise<void> => {
    await day.openOrder(day.orders[at]?.number ?? '');
    await day.scanAll([one.code, boxCode('B2')]);
    await day.command('ok');
  };

  it('waits for the box on the scale and seals it by itself with what it weighs', async () => {
    const grams = boxGrams + one.weightGrams + 4;
    await packed(0);
    expect(await day.command('seal')).toMatchObject({ tone: 'look' });
    await shown('Put the box on the scale');
    await lookInBothThemes(day, 'weigh-first');
    scale.pose('moving');
    scale.load(grams);
    await shown(/Not at rest/);
    scale.pose('still');
    await until('it is sealed', async () => (await seals()).length === 1);
    expect((await seals())[0]).toMatchObject({ weightGrams: grams, weighed: { by: 'scale', grams } });
  });

  it('does not take the box from before for the next one, and asks about one that weighs something else', async () => {
    await packed(1);
    await day.command('seal');
    await shown('Put the box on the scale');
    scale.load(0);
    scale.load(boxGrams + 3 * one.weightGrams + 200);
    await shown('The weight does not fit');
    await lookInBothThemes(day, 'weight-differs');
    await day.command('quantity-1');
    await until('it is sealed', async () => (await seals()).length === 2);
    expect((await seals())[1]?.weighed).toMatchObject({ by: 'scale', reason: 'counted-again' });
  });

  it('packs on with a weight that is typed when the scale is unplugged', async () => {
    await scale.unplug();
    await packed(2);
    const typed = String(boxGrams + one.weightGrams);
    for (const digit of typed) await day.command(`quantity-${digit}`);
    expect(await day.command('weigh')).toMatchObject({ tone: 'go' });
    expect(await day.command('seal')).toMatchObject({ tone: 'go' });
    expect((await seals())[2]).toMatchObject({
      weightGrams: Number(typed),
      weighed: { by: 'typed', grams: Number(typed) },
    });
    await day.delivered();
    const there = await day.books.opsOf(day.stationId());
    expect(there.every(({ status, times }) => status === 'applied' && times === 1)).toBe(true);
  });
});
