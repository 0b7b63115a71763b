// kill -9 of the whole station where it hurts: after a green scan, and between seal and label. Nothing that was shown
// green is lost, nothing counts twice, and the label comes out once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Goods } from '../rigs/head-office-books';
import { boxCode, commandCode } from '../rigs/printed-codes';
import { storedOps } from '../rigs/station-store';
import { startWorkday, until, type Workday } from '../rigs/workday';

describe('a station that is killed', () => {
  let day: Workday;
  let one: Goods;

  beforeAll(async () => {
    day = await startWorkday({
      orders: async (books) => {
        [one] = (await books.goods(1)) as [Goods];
        return [{ lines: [{ sku: one.sku, quantity: 3 }] }];
      },
    });
    await day.logIn();
    await day.openOrder(number());
  });
  afterAll(() => day?.end());

  const number = (): string => day.orders[0]?.number ?? '';
  const parcel = async () => (await day.books.parcelsOf(number()))[0];
  const packedHere = async () =>
    (await storedOps(day.station().page)).filter(({ type }) => type === 'parcel.pack-item').length;

  it('law 1: between last scan and seal: the same box is open with the same units in it', async () => {
    await day.scanAll([one.code, one.code]);
    expect(await day.scan(one.code)).toMatchObject({ tone: 'go', figures: '3 of 3' });
    await day.killStation();
    await day.startStation();
    await until('the box is open again', async () => (await day.screen.verdict()).title !== '');
    expect(await day.station().page.locator('header').first().textContent()).toContain(number());
    expect(await packedHere()).toBe(3);
    await day.delivered();
    expect((await parcel())?.lines).toMatchObject([{ packed: 3 }]);
  });

  it('law 2: between seal and label: the label waits for paper, and comes out once', async () => {
    day.printer.become('paper-out');
    await day.scan(boxCode('B2'));
    expect(await day.command('seal')).toMatchObject({ tone: 'go' });
    await until('the printer is asked', async () => (await day.screen.middle()).includes('Paper is out'));
    await day.killStation();
    expect(day.printer.labels).toHaveLength(0);
    await day.startStation();
    day.printer.become('ok');
    await until('the label is out', () => day.printer.paper.length > 0);
    await until('head office has the label', async () => (await parcel())?.state === 'labelled');
    const { sscc } = (await parcel()) ?? {};
    expect(day.printer.paper).toHaveLength(1);
    expect(day.printer.paper[0]?.codes).toContainEqual({ symbology: ']C1', text: `00${sscc}` });
  });

  it('law 2: killed at the moment of sealing: sealed once, labelled once, whatever got through', async () => {
    // A reopened box is sealed anew under a number of its own.
    await day.command('reopen');
    expect(await day.command('reopen')).toMatchObject({ tone: 'look' });
    const labels = day.printer.labels.length;
    const { typeScan } = day.display;

    await typeScan(commandCode('seal'));
    await day.killStation();
    await day.startStation();
    const isSealed =
      (await storedOps(day.station().page)).filter(({ type }) => type === 'parcel.seal').length === 2;
    if (!isSealed) expect(await day.command('seal')).toMatchObject({ tone: 'go' });
    await until('the label is out', () => day.printer.labels.length > labels);
    await until('head office has the label', async () => (await parcel())?.state === 'labelled');
    await day.delivered();
    expect(day.printer.labels.length).toBe(labels + 1);
    const there = await day.books.opsOf(day.stationId());
    expect(there.map(({ opId }) => opId)).toEqual(
      (await storedOps(day.station().page)).map(({ opId }) => opId),
    );
    expect(there.filter(({ type }) => type === 'parcel.seal')).toHaveLength(2);
    expect((await parcel())?.lines).toMatchObject([{ packed: 3 }]);
  });
});
