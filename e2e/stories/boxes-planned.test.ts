// The box of an order is planned by a worker in the sandbox of the station: a picture in both themes and the same in words.
// The packer takes another one and says why, reads what is to be read, seals with the network cut; the choice arrives at head
// office and is shown there.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoxesPageAnswer, BoxProposal } from '../../shared/contract/boxes';
import type { Product } from '../../shared/domain/catalogue/product';
import { lookInBothThemes } from '../rigs/both-themes';
import type { Goods } from '../rigs/head-office-books';
import { boxCode } from '../rigs/printed-codes';
import { arrivedDocuments, storedOps } from '../rigs/station-store';
import { startWorkday, until, type Workday } from '../rigs/workday';

const warehouse = 'W1';
const words = { en: 'Do not bend it', tr: 'Bükmeyin' };

describe('a box that is planned', { timeout: 300_000 }, () => {
  let day: Workday;
  let one: Goods;
  let two: Goods;

  beforeAll(async () => {
    day = await startWorkday({
      size: { width: 1920, height: 1080 },
      orders: async (books) => {
        [one, two] = (await books.goods(2)) as [Goods, Goods];
        return [
          {
            lines: [
              { sku: one.sku, quantity: 2 },
              { sku: two.sku, quantity: 1 },
            ],
          },
        ];
      },
    });
    const handling = {
      thisSideUp: true,
      liquid: false,
      shipsAlone: false,
      hazardClass: null,
      bearsGramsPerM2: 0,
      protection: 'light',
      instructions: [words],
    };
    await day.door.ask('POST', '/v1/product-handling', { products: [{ sku: two.sku, handling }] });
    await until('the station knows how it wants to be packed', async () =>
      (await arrivedDocuments<Product>(page(), 'products')).some(
        ({ sku, handling: said }) => sku === two.sku && said?.thisSideUp === true,
      ),
    );
    await day.logIn();
  });
  afterAll(() => day?.end());

  const page = () => day.station().page;
  const number = (): string => day.orders[0]?.number ?? '';
  const plan = () => page().locator('main svg[role=img]');
  let planned = '';
  let taken = '';

  it('is planned in a worker of the sandboxed page, with every piece in its place', async () => {
    expect(await day.openOrder(number())).toMatchObject({ tone: 'go' });
    await plan().waitFor();
    expect(
      page()
        .workers()
        .map((each) => each.url()),
    ).toEqual([expect.stringMatching(/^app:\/\/waybill\/assets\/box-plan-worker-.*\.js$/)]);
    expect(await plan().locator('g').count()).toBe(3);
    expect(await page().locator('main ol.visually-hidden li').allTextContents()).toHaveLength(3);
    planned = /Plan: (B\d)/.exec(await day.screen.middle())?.[1] ?? '';
    expect(planned).toMatch(/^B\d$/);
  });

  it('shows where what was scanned goes, in both themes and without barriers', async () => {
    expect(await day.scan(one.code)).toMatchObject({ tone: 'go', figures: '1 of 3' });
    await plan().locator('[data-step=now]').waitFor();
    await lookInBothThemes(day, 'box-plan');
  });

  it('is not the one that the packer takes: it is green at once, and why is asked in passing', async () => {
    await day.scanAll([one.code, two.code]);
    await day.cable.cut();
    taken = planned === 'B5' ? 'B4' : 'B5';
    expect(await day.scan(boxCode(taken))).toMatchObject({
      tone: 'go',
      next: expect.stringContaining(`planned was ${planned}`),
    });
    expect(await day.screen.middle()).toContain(`Why not box ${planned}?`);
    expect(await day.command('quantity-1')).toMatchObject({
      tone: 'go',
      next: expect.stringContaining('Noted'),
    });
    // What is in it is laid into the box that was taken.
    await until('the plan is of that box', async () =>
      (await day.screen.middle()).includes(`Plan: ${taken}`),
    );
  });

  it('is sealed after what is to be read was read', async () => {
    expect(await day.command('seal')).toMatchObject({ tone: 'look' });
    expect(await day.screen.middle()).toContain(words.en);
    expect(await day.command('ok')).toMatchObject({ tone: 'go', next: expect.stringContaining('is sealed') });
    const ops = await storedOps(page());
    expect(ops.find(({ type }) => type === 'parcel.seal')?.body).toMatchObject({ read: [two.sku] });
  });

  it('arrives at head office with its reason when the network is back, once, and is shown there', async () => {
    await day.cable.mend();
    await day.delivered();
    const overrides = async () =>
      (await day.door.ask<BoxesPageAnswer>('GET', `/v1/boxes/${warehouse}`)).overrides;
    await until('head office has learned it', async () => (await overrides()).length > 0);
    expect(await overrides()).toMatchObject([
      { orderNumber: number(), planned, taken, reason: 'too-small', forgotten: false },
    ]);
    await until('the box is counted', async () => {
      const { boxes } = await day.door.ask<BoxesPageAnswer>('GET', `/v1/boxes/${warehouse}`);
      return boxes.find(({ box }) => box.boxId === taken)?.used === 1;
    });
    const there = await day.books.opsOf(day.stationId());
    expect(there.every(({ status, times }) => status === 'applied' && times === 1)).toBe(true);
  });

  it('other sizes for the orders of this company are looked for beside everything, and kept when it is stopped', async () => {
    const begun = await day.door.ask<BoxProposal>('POST', `/v1/boxes/${warehouse}/proposals`, {});
    expect(begun.state).toBe('looking');
    let found = begun;
    await until(
      'there is an offer',
      async () => {
        found = await day.door.ask<BoxProposal>('GET', `/v1/box-proposals/${begun.proposalId}`);
        return found.state !== 'looking' || (found.study?.offers.length ?? 0) > 0;
      },
      180_000,
    );
    const stopped = await day.door.ask<BoxProposal>('POST', `/v1/box-proposals/${begun.proposalId}/stop`, {});
    expect(stopped.state).toBe('ready');
    const { study } = stopped;
    expect(study?.orders).toBeGreaterThan(100);
    expect(study?.offers[0]?.then.costMinor).toBeLessThan(study?.today.costMinor ?? 0);
  });
});
