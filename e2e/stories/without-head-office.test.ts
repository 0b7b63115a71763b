// Law 10: offline is normal. The cable is cut in the middle of a parcel, head office is killed and comes back, and the
// station starts from cold with nobody there; each time the bench packs, prints and queues, and every op arrives once.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Goods } from '../rigs/head-office-books';
import { boxCode } from '../rigs/printed-codes';
import { storedOps } from '../rigs/station-store';
import { startWorkday, until, type Workday } from '../rigs/workday';

describe('law 10: a bench without head office', () => {
  let day: Workday;
  let one: Goods;
  let two: Goods;

  beforeAll(async () => {
    day = await startWorkday({
      orders: async (books) => {
        [one, two] = (await books.goods(2)) as [Goods, Goods];
        const lines = [
          { sku: one.sku, quantity: 2 },
          { sku: two.sku, quantity: 1 },
        ];
        return [{ lines }, { lines }, { lines }];
      },
    });
    await day.logIn();
  });
  afterAll(() => day?.end());

  const number = (index: number): string => day.orders[index]?.number ?? '';
  const parcelOf = async (index: number) => (await day.books.parcelsOf(number(index)))[0];
  const labelsOf = (index: number) => day.printer.labels.filter(({ zpl }) => zpl.includes(number(index)));
  const network = async () => (await day.screen.strip('Head office')) ?? { state: '', words: '' };
  const sealAndWaitForLabel = async (index: number) => {
    await day.scan(boxCode('B2'));
    expect(await day.command('seal')).toMatchObject({ tone: 'go' });
    await until('the label is out', () => labelsOf(index).length > 0);
  };
  const arrivedOnce = async () => {
    await day.delivered();
    const here = await storedOps(day.station().page);
    const there = await day.books.opsOf(day.stationId());
    expect(there.map(({ opId }) => opId)).toEqual(here.map(({ opId }) => opId));
    expect(there.map(({ stationSeq }) => stationSeq)).toEqual(here.map((_, index) => index + 1));
    expect(there.filter(({ times, status }) => times !== 1 || status !== 'applied')).toEqual([]);
  };

  it('is told calmly that the cable is cut in the middle of a parcel, and goes on scanning', async () => {
    await day.openOrder(number(0));
    await day.scan(one.code);
    await day.delivered();
    await day.cable.cut();
    await until('the strip is grey', async () => (await network()).state === 'offline');
    await until('the strip says since when', async () => /offline/.test((await network()).words));
    expect(await day.scan(one.code)).toMatchObject({ tone: 'go', figures: '2 of 3' });
    expect(await day.scan(two.code)).toMatchObject({ tone: 'go', figures: '3 of 3' });
    await until('two scans wait to be sent', async () => (await day.screen.unsent()) === 2);
  });

  it('seals and prints with the cable out, while head office knows nothing of it', async () => {
    await sealAndWaitForLabel(0);
    expect(await parcelOf(0)).toMatchObject({ state: 'packing', sscc: null });
    await until('more waits to be sent', async () => (await day.screen.unsent()) >= 4);
  });

  it('says at once what cannot be done offline, before it is tried', async () => {
    const [free] = await day.books.ask<{ order_number: string }>(
      `SELECT order_number FROM parcel WHERE stream_id = 'W1' AND state = 'released' ORDER BY placed_at LIMIT 1`,
    );
    expect(await day.openOrder(free?.order_number ?? '')).toMatchObject({
      tone: 'stop',
      title: 'Not possible while offline',
      next: "Take another, or scan a supervisor's badge: label waits.",
    });
    expect(await day.command('ok')).toMatchObject({ tone: 'look' });
  });

  it('law 2: sends everything once when the cable is in again', async () => {
    await day.cable.mend();
    await arrivedOnce();
    await until('head office has the label', async () => (await parcelOf(0))?.state === 'labelled');
    expect(labelsOf(0)).toHaveLength(1);
    await until('the strip is green', async () => (await network()).state === 'good');
  });

  it('law 2: loses and doubles nothing when head office is killed among scans and comes back', async () => {
    await day.openOrder(number(1));
    await day.scan(one.code);
    await Promise.all([day.scan(two.code), day.killHeadOffice()]);
    await until('the strip is grey', async () => (await network()).state === 'offline');
    expect(await day.scan(one.code)).toMatchObject({ tone: 'go', figures: '3 of 3' });
    await sealAndWaitForLabel(1);
    await day.startHeadOffice();
    await arrivedOnce();
    await until('head office has the label', async () => (await parcelOf(1))?.state === 'labelled');
    expect(labelsOf(1)).toHaveLength(1);
  });

  it('starts from cold with nobody there: packs, prints, queues', async () => {
    await day.stopHeadOffice();
    await day.killStation();
    await day.startStation();
    // A person stays logged in over a restart: the bench is as it was left.
    await until('the order is in the list', async () => (await day.screen.waiting()).includes(number(2)));
    await until('the strip is grey', async () => (await network()).state === 'offline');
    expect(await day.openOrder(number(2))).toMatchObject({ tone: 'go' });
    expect((await day.scanAll([one.code, one.code, two.code])).map(({ tone }) => tone)).toEqual([
      'go',
      'go',
      'go',
    ]);
    await sealAndWaitForLabel(2);
    await until('what was packed waits to be sent', async () => (await day.screen.unsent()) >= 6);
  });

  it('law 2: and when head office opens again, it learns all of it, once', async () => {
    await day.startHeadOffice();
    await arrivedOnce();
    await until('head office has the label', async () => (await parcelOf(2))?.state === 'labelled');
    expect(labelsOf(2)).toHaveLength(1);
    expect(new Set([0, 1, 2].map((index) => labelsOf(index)[0]?.zpl)).size).toBe(3);
    // Nothing comes late either.
    await wait(1_000);
    await arrivedOnce();
    expect(day.printer.labels).toHaveLength(3);
    expect(await day.books.ledgerFaults()).toEqual([]);
  });
});
